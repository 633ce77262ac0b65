# SPDX-License-Identifier: Apache-2.0
# Benches the program on a folder of standard pictures and fails when it has become worse than it was.
# Usage: cmake -D PROGRAM=… -D DATASET=… -D ROTATION=… -D NEIGHBOUR=… -D SCRATCH_DIR=… -P standard_pictures_test.cmake
file(REMOVE_RECURSE ${SCRATCH_DIR})
execute_process(COMMAND ${PROGRAM} bench ${DATASET} -o ${SCRATCH_DIR} --rotation ${ROTATION} COMMAND_ERROR_IS_FATAL ANY)
file(READ ${SCRATCH_DIR}/summary.json summary)
string(JSON neighbour GET ${summary} sets 0 neighbour_fair)
string(JSON precision GET ${summary} sets 0 pooled_precision_fair)
message("neighbour ${neighbour} (at least ${NEIGHBOUR}), precision of accepted joins ${precision} (at least 0.99)")
if(neighbour LESS NEIGHBOUR OR precision LESS 0.99)
  message(FATAL_ERROR "Worse than it was")
endif()
