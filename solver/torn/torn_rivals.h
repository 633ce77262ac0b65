// SPDX-License-Identifier: Apache-2.0
// Which other joins would have taken the stretch that a join of the answer has: what people compare it with.
#pragma once

#include <vector>

#include "puzzles/assembly.h"
#include "solver/torn/pair_judge.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Writes Match::rivals of all joins that the answer makes: of either fragment the strongest candidates with other
/// partners that claim much of the same stretch of its outline. scale: how much smaller fragments are than pictures.
/// Shapes: scraps have one fragment per piece of the answer.
void add_torn_rivals(const Scraps& scraps, const std::vector<JoinCandidate>& joins, double scale, Assembly& answer);

}  // namespace solve_puzzle
