// SPDX-License-Identifier: Apache-2.0
// The evidence of closed 2×2 loops: a pair is more likely when pieces beside it join too. No pixels, no placement.
#pragma once

#include <vector>

#include "solver/pair_graph.h"

namespace solve_puzzle {

/// Per entry of the graph: log posterior of the pair among its rivals from both sides; and what a slack takes, per
/// side.
struct Posterior {
  std::vector<float> log_probability;
  std::vector<float> log_no_partner;
};

struct LoopOptions {
  int candidates = 8;      ///< best partners of each neighbouring side that may close a loop
  double floor = -6.0;     ///< a loop's evidence is never worse than this
  bool at_border = false;  ///< two flanks that both face nothing close a loop too
};

/// What closed 2×2 loops say of every entry, apart for its two flanks: where side a looks with its right hand
/// (a + 1, clockwise) and with its left. Seen from the mate, left and right change places.
struct FlankLoops {
  std::vector<float> right;
  std::vector<float> left;
};

/// Gives per flank the best sum of the three other joins' log posteriors, floored. Cost: O(entries · C²).
FlankLoops flank_loops(const PairGraph& graph, const Posterior& posterior, const LoopOptions& options);

}  // namespace solve_puzzle
