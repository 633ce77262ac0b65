// SPDX-License-Identifier: Apache-2.0
// Which side faces which in the truth of a puzzle of square pieces. No judging of answers.
#pragma once

#include <vector>

#include "puzzles/assembly.h"

namespace solve_puzzle {

/// Gives, for every side (piece * 4 + Side), the side that faces it, or -1 at the border of the picture and beside a
/// missing piece. Throws: nothing; pieces without a cell have no partners.
std::vector<int> true_partners(const Assembly& truth);

}  // namespace solve_puzzle
