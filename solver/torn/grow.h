// SPDX-License-Identifier: Apache-2.0
// Greedy growth of a layout: the best merge first, judged anew whenever its groups have changed. No search.
#pragma once

#include <functional>
#include <vector>

#include "puzzles/random.h"
#include "solver/torn/layout.h"

namespace solve_puzzle {

struct GrowOptions {
  double least_gain = 5.5;       ///< of a merge that two or more contacts speak for
  double least_single_gain = 9;  ///< of a merge with one contact only
  double noise = 0;              ///< share by which the worth of merges is shaken, so that repeated growth differs
  std::function<bool()> should_stop = [] { return false; };
};

/// Merges groups as the joins say, as long as that gains enough. Pieces that stand in the way of something better are
/// evicted and offered again. Says whether there was anything to merge.
/// Source: Differs from Kruskal's algorithm: a merge is worth all contacts it makes, and may undo earlier ones.
bool grow(Layout& layout, const std::vector<JoinCandidate>& joins, const GrowOptions& options, Random& random);

}  // namespace solve_puzzle
