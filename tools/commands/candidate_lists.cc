// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/candidate_lists.h"

#include "solver/best_pairs.h"
#include "solver/context.h"

namespace solve_puzzle {

Shortlist candidate_lists(const Puzzle& puzzle) {
  constexpr int kNumCandidates = 64;
  const Sides sides(puzzle);
  const PairGraph all =
      make_pair_graph(best_pairs(sides, puzzle.rotation, *mahalanobis_gradient(sides), kNumCandidates));
  return shortlist(all, judge_pairs(all, {}), ShortlistOptions{});
}

}  // namespace solve_puzzle
