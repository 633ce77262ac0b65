// SPDX-License-Identifier: Apache-2.0
// Grows pieces into connected components, best joins first (Kruskal), on a grid without bounds. No search, no repair.
#pragma once

#include <vector>

#include "solver/oriented.h"
#include "solver/pair_scores.h"

namespace solve_puzzle {

/// A pair of sides in the order in which joins are tried.
struct Join {
  int side_a = -1;
  int side_b = -1;
  float order = 0.0F;  ///< larger first
};

struct GrowthOptions {
  float min_order = -4.0F;  ///< joins below are not tried
  int max_cols = 1 << 14;   ///< a component never grows beyond this frame (either way round where pieces may be turned)
  int max_rows = 1 << 14;
  bool may_turn = false;
  bool needs_support = true;  ///< the sum of `support` over all newly touching sides must be positive
};

/// Gives the joins of a graph with each pair once, best first; ties by side numbers.
std::vector<Join> ordered_joins(const PairGraph& graph, const std::vector<float>& order, float min_order);

/// Merges components along the joins: a merge is refused where pieces would collide, the frame would burst, or the
/// sides that would touch speak against it. Source: Gallagher, CVPR 2012, section 4 (constrained minimum spanning
/// tree). Differs: collision is tested at once, and all new contacts vote. Result: largest component first; single
/// pieces too.
std::vector<Block> grow_components(int num_pieces, const std::vector<Join>& joins, const PairScores& support,
                                   const GrowthOptions& options);

}  // namespace solve_puzzle
