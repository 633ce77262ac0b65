// SPDX-License-Identifier: Apache-2.0
// Loads the commands when one is wanted: they bring 140 shared libraries, which would cost --help a tenth of a second.
#pragma once

#include "tools/requests.h"

namespace solve_puzzle {

/// Runs a command and gives its exit code. Throws: Error when the commands are not where they were installed.
int load_and_run(const Request& request);

}  // namespace solve_puzzle
