// SPDX-License-Identifier: Apache-2.0
// Joins that claim the same stretch of an outline: at most one of them is right. No pixels, no network.
#pragma once

#include <vector>

#include "solver/torn/pair_judge.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Weighs every join against its rivals on either outline: of several that claim a stretch, each loses the logarithm of
/// what all others have together (one of them or none is right; Bayes). Joins that are nearly the same motion of the
/// same pair are no rivals. Writes JoinCandidate::rivals and log_odds.
/// Cost: O(joins² / fragments), in parallel.
void weigh_rivals(const Scraps& scraps, std::vector<JoinCandidate>& joins);

}  // namespace solve_puzzle
