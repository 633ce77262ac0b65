// SPDX-License-Identifier: Apache-2.0
// Joins that lay a piece that is alone into a hole of a group, or a bay of its rim. A small piece's seams are too short
// to propose it to any one neighbour; its whole outline is not. What a join is worth, others say.
#pragma once

#include <functional>
#include <vector>

#include "solver/torn/layout.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Tries every piece that is alone in every hole of up to about two usual pieces, under all angles, and gives the joins
/// of the best motions with what they touch most. Log-odds are not judged yet. Cost: O(pixels of the groups + pieces
/// alone × places in holes × angles × points of a coarse outline).
std::vector<JoinCandidate> joins_into_holes(const Scraps& scraps, const PairJudge& judge, const Layout& layout,
                                            const std::function<bool()>& should_stop);

}  // namespace solve_puzzle
