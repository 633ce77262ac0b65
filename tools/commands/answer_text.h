// SPDX-License-Identifier: Apache-2.0
// What solve says of its answer on standard output.
#pragma once

#include <string>

#include "puzzles/assembly.h"

namespace solve_puzzle {

/// Gives a few lines: pieces, groups with their sizes, joins, how sure, seconds.
std::string answer_text(const Assembly& assembly);

/// Gives the stages' seconds in the order of the run, such as "read 0.11, propose 0.20".
std::string stage_seconds_text(const Assembly& assembly);

}  // namespace solve_puzzle
