// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/candidate_lists.h"

#include "solver/best_pairs.h"
#include "solver/context.h"

namespace solve_puzzle {

Shortlist candidate_lists(const Puzzle& puzzle) {
  const int num_candidates = num_proposed(static_cast<int>(puzzle.pieces.size()));
  const Sides sides(puzzle);
  const PairGraph all =
      make_pair_graph(best_pairs(sides, puzzle.rotation, *mahalanobis_gradient(sides), num_candidates));
  const PairEvidence evidence = judge_pairs(all, {});
  return shortlist(all, evidence, shortlist_options(all, evidence));
}

}  // namespace solve_puzzle
