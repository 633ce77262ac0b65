# SPDX-License-Identifier: Apache-2.0
# Stops the configuration when a target links against the order of the folders, or when torch is linked outside the
# plug-in. tests/house checks the same of the #include lines.
set(layers_below_puzzles nothing)
set(layers_below_io puzzles)
set(layers_below_attention puzzles)
set(layers_below_solver puzzles attention)
set(layers_below_tools puzzles io attention solver)

function(solve_puzzle_check_target folder target)
  get_target_property(libraries ${target} LINK_LIBRARIES)
  get_target_property(interface_libraries ${target} INTERFACE_LINK_LIBRARIES)
  foreach(other puzzles io attention solver)
    if(NOT other STREQUAL folder AND NOT other IN_LIST layers_below_${folder}
        AND "${libraries};${interface_libraries};" MATCHES "(^|[;:>])${other}[;>]")
      message(FATAL_ERROR "${target} (folder ${folder}) links ${other}; ${folder} may link: ${layers_below_${folder}}")
    endif()
  endforeach()
  if(NOT target STREQUAL solve_puzzle_network
      AND "${libraries};${interface_libraries};" MATCHES "(^|[;:>])(solve_puzzle_)?torch[;>]")
    message(FATAL_ERROR "${target} links torch; only the plug-in solve_puzzle_network may")
  endif()
endfunction()

foreach(folder puzzles io attention solver tools)
  if(EXISTS ${PROJECT_SOURCE_DIR}/${folder}/CMakeLists.txt)
    get_property(targets DIRECTORY ${PROJECT_SOURCE_DIR}/${folder} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
      solve_puzzle_check_target(${folder} ${target})
    endforeach()
  endif()
endforeach()
