# SPDX-License-Identifier: Apache-2.0
# How everything of ours is compiled and linked: language, warnings, sanitizers, linker, places of the results.
include(CheckLinkerFlag)
include(GNUInstallDirs)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug or RelWithDebInfo" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# The build tree has the shape of the installed tree, so that a program finds plug-in and weights beside it in both.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${CMAKE_INSTALL_BINDIR})
set(weights_folder ${CMAKE_INSTALL_DATADIR}/solve-puzzle/weights)
set(CMAKE_INSTALL_RPATH_USE_LINK_PATH ON)

find_program(CCACHE ccache)
mark_as_advanced(CCACHE)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The second lets it keep files that use a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

check_linker_flag(CXX -fuse-ld=lld SOLVE_PUZZLE_HAS_LLD)
if(SOLVE_PUZZLE_HAS_LLD)
  add_link_options(-fuse-ld=lld)
endif()

if(SOLVE_PUZZLE_SANITIZE)
  # What the sanitizers call is in the program, so here modules may leave names open.
  add_compile_options(-fsanitize=${SOLVE_PUZZLE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SOLVE_PUZZLE_SANITIZE})
elseif(NOT APPLE)
  string(APPEND CMAKE_MODULE_LINKER_FLAGS " -Wl,-z,defs")
endif()

# Errors only with the compilers that .ci/run checks: newer ones warn of other things, and must not stop a user's build.
if(NOT DEFINED CMAKE_COMPILE_WARNING_AS_ERROR)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION MATCHES "^12\\."
      OR CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION MATCHES "^14\\.")
    set(CMAKE_COMPILE_WARNING_AS_ERROR ON)
  endif()
endif()
add_library(solve_puzzle_warnings INTERFACE)
# Designated initialisers name what they set on purpose and leave the rest at its default.
target_compile_options(solve_puzzle_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion
  -Wno-missing-field-initializers)

# A third of the time of a small file goes into these headers. Off for checks that every file includes what it uses.
option(SOLVE_PUZZLE_PRECOMPILE "Compile the headers that most files share once a target" ON)
function(solve_puzzle_precompile target)
  if(SOLVE_PUZZLE_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <filesystem> <functional> <map> <memory> <optional>
      <set> <span> <string> <vector> <fmt/format.h> <opencv2/core.hpp> <opencv2/imgproc.hpp> ${ARGN})
  endif()
endfunction()
