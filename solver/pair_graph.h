// SPDX-License-Identifier: Apache-2.0
// The candidate pairs of all sides as one symmetric sparse graph: what normalisation, loops and assembly walk over.
#pragma once

#include <cstdint>
#include <vector>

#include "solver/best_pairs.h"

namespace solve_puzzle {

/// Compressed rows: entries row_begin[a] to row_begin[a + 1] are the candidate partners of side a, by rising side
/// number. Symmetric: entry mate[e] is the same pair seen from the other side. A pair stands here when either side
/// listed the other.
struct PairGraph {
  std::vector<std::int32_t> row_begin;
  std::vector<std::int32_t> partner;
  std::vector<std::int32_t> mate;
  std::vector<float> dissimilarity;

  int num_sides() const { return static_cast<int>(row_begin.size()) - 1; }
  int num_entries() const { return static_cast<int>(partner.size()); }

  /// Gives the entry of the pair (a, b), -1 when it is no candidate. Cost: O(log K).
  int find(int side_a, int side_b) const;
};

PairGraph make_pair_graph(const BestPairs& best);

}  // namespace solve_puzzle
