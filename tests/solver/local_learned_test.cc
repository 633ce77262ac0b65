// SPDX-License-Identifier: Apache-2.0
#include "solver/local_learned.h"

#include <gtest/gtest.h>

#include <set>

#include "solver/best_pairs.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

PairGraph sample_graph() {
  const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14"});
  const Sides sides(made.puzzle);
  return make_pair_graph(best_pairs(sides, Rotation::kNone, *make_compatibility("mgc", sides), 4));
}

/// Sides of the loose piece, and their candidates.
std::set<int> open_sides(const PairGraph& graph, int loose) {
  std::set<int> open;
  for (int side = loose * 4; side < loose * 4 + 4; ++side) {
    open.insert(side);
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) open.insert(graph.partner[e]);
  }
  return open;
}

TEST(LocalLearned, TheNetworkSpeaksForSidesOfLoosePiecesAndTheirCandidatesOnly) {
  const PairGraph graph = sample_graph();
  const PairEvidence classical = judge_pairs(graph, {});
  const std::set<int> open = open_sides(graph, 7);
  ASSERT_LT(open.size(), 60U);
  const PairEvidence evidence = judge_loose(graph, classical, {7}, [](Shortlist part) {
    std::fill(part.evidence.objective.begin(), part.evidence.objective.end(), 1.0F);
    std::fill(part.evidence.guide.begin(), part.evidence.guide.end(), 2.0F);
    std::fill(part.evidence.no_partner.begin(), part.evidence.no_partner.end(), 3.0F);
    return part;
  });
  EXPECT_EQ(evidence.classical, classical.objective);
  for (int side = 0; side < graph.num_sides(); ++side) {
    EXPECT_EQ(evidence.no_partner[side], open.contains(side) ? 3.0F : classical.no_partner[side]);
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
      const bool is_judged = open.contains(side) || open.contains(graph.partner[e]);
      EXPECT_EQ(evidence.objective[e], is_judged ? 1.0F : classical.objective[e]);
      EXPECT_EQ(evidence.guide[e], is_judged ? 2.0F : classical.guide[e]);
    }
  }
}

TEST(LocalLearned, WhatTheNetworkWasNotShownIsUnlikely) {
  const PairGraph graph = sample_graph();
  const PairEvidence classical = judge_pairs(graph, {});
  const PairEvidence evidence = judge_loose(graph, classical, {7}, [&](const Shortlist& part) {
    return subset(part.graph, part.evidence, std::vector<std::uint8_t>(part.graph.partner.size(), 0));
  });
  for (int e = graph.row_begin[28]; e < graph.row_begin[32]; ++e) {
    EXPECT_LE(evidence.objective[e], -9);
    EXPECT_EQ(evidence.objective[e], evidence.objective[graph.mate[e]]);
  }
}

}  // namespace
}  // namespace solve_puzzle
