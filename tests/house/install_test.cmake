# SPDX-License-Identifier: Apache-2.0
# Installs the build into a fresh folder, then builds and runs a project that finds it there.
# Usage: cmake -D BUILD_DIR=… -D SCRATCH_DIR=… -D CXX=… -D GENERATOR=… [-D PREFIX_PATH=…] -P install_test.cmake
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${SCRATCH_DIR})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD_DIR} --prefix ${SCRATCH_DIR}/installed OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${CMAKE_CURRENT_LIST_DIR}/outside -B ${SCRATCH_DIR}/outside
  -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=Release "-DCMAKE_PREFIX_PATH=${SCRATCH_DIR}/installed;${PREFIX_PATH}")
run(${CMAKE_COMMAND} --build ${SCRATCH_DIR}/outside)
run(${SCRATCH_DIR}/outside/outside)
if(NOT EXISTS ${SCRATCH_DIR}/installed/bin/solve-puzzle)
  message(FATAL_ERROR "The program was not installed")
endif()
run(${SCRATCH_DIR}/installed/bin/solve-puzzle --version)
file(GLOB_RECURSE headers RELATIVE ${SCRATCH_DIR}/installed/include/solve-puzzle
  ${SCRATCH_DIR}/installed/include/solve-puzzle/*.h)
if("${headers}" MATCHES "attention/network/")
  message(FATAL_ERROR "Headers of the plug-in were installed")
endif()
