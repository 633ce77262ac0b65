// SPDX-License-Identifier: Apache-2.0
// The one door from the launcher into the module of the commands. Both are built together, so C++ types may pass.
#pragma once

#include "tools/requests.h"

/// Runs the command that was asked for, prints errors, gives the exit code. Throws: nothing.
extern "C" __attribute__((visibility("default"))) int solve_puzzle_run_request(
    const solve_puzzle::Request& request) noexcept;
