// SPDX-License-Identifier: Apache-2.0
#include "solver/pair_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "solver/pair_scores.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

void expect_is_symmetric(const PairGraph& graph) {
  ASSERT_EQ(graph.row_begin.back(), graph.num_entries());
  for (int side = 0; side < graph.num_sides(); ++side) {
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
      const int other = graph.partner[e];
      const int mate = graph.mate[e];
      EXPECT_EQ(graph.partner[mate], side);
      EXPECT_EQ(graph.mate[mate], e);
      EXPECT_EQ(graph.dissimilarity[mate], graph.dissimilarity[e]);
      EXPECT_EQ(graph.find(side, other), e);
      EXPECT_EQ(graph.find(other, side), mate);
      EXPECT_TRUE(e == graph.row_begin[side] || graph.partner[e - 1] < other) << "rising";
    }
  }
}

TEST(PairGraph, IsSymmetricWithMates) {
  for (const int num_pieces : {1, 2, 3, 40}) {
    for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
      expect_is_symmetric(make_pair_graph(random_pairs(num_pieces, rotation, 5, 3)));
    }
  }
}

TEST(PairGraph, APairStandsHereWhenEitherSideListedTheOther) {
  const BestPairs best = random_pairs(20, Rotation::kQuarter, 4, 9);
  std::map<std::pair<int, int>, float> listed;
  for (std::size_t e = 0; e < best.partner.size(); ++e) {
    if (best.partner[e] < 0) continue;
    const int side = static_cast<int>(e) / best.num_candidates;
    listed[{side, best.partner[e]}] = listed[{best.partner[e], side}] = best.dissimilarity[e];
  }
  const PairGraph graph = make_pair_graph(best);
  EXPECT_EQ(graph.num_entries(), listed.size());
  for (const auto& [pair, dissimilarity] : listed) {
    const int e = graph.find(pair.first, pair.second);
    ASSERT_GE(e, 0);
    EXPECT_EQ(graph.dissimilarity[e], dissimilarity);
  }
}

TEST(PairGraph, FindsNothingWhereThereIsNothing) {
  const PairGraph graph = make_pair_graph(random_pairs(3, Rotation::kNone, 1, 1));
  EXPECT_EQ(graph.find(kTop, kBottom), -1);
  EXPECT_EQ(make_pair_graph(BestPairs{}).num_sides(), 0);
}

void expect_looks_up_the_graph(const PairGraph& graph, int num_best) {
  constexpr float kFloor = -5.0F;
  const std::vector<float> values = random_entries(graph, -8.0F, 0.0F, 7);
  const PairScores scores(graph, values, kFloor, num_best);
  EXPECT_EQ(scores.num_sides(), graph.num_sides());
  Random random(1);
  for (int side = 0; side < graph.num_sides(); ++side) {
    std::vector<float> above;
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
      EXPECT_EQ(scores.of(side, graph.partner[e]), std::max(values[e], kFloor));
      if (values[e] > kFloor) above.push_back(values[e]);
    }
    const int other = static_cast<int>(random.below(static_cast<std::uint32_t>(graph.num_sides())));
    if (graph.find(side, other) < 0) {
      EXPECT_EQ(scores.of(side, other), kFloor);
    }
    std::sort(above.rbegin(), above.rend());
    above.resize(std::min(above.size(), static_cast<std::size_t>(num_best)));
    const auto best = scores.best(side);
    ASSERT_EQ(best.size(), above.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
      EXPECT_EQ(best[i].score, above[i]);
      EXPECT_EQ(scores.of(side, best[i].side), above[i]);
    }
  }
}

TEST(PairScores, SmallPuzzlesLookUpTheGraph) {
  expect_looks_up_the_graph(make_pair_graph(random_pairs(50, Rotation::kQuarter, 6, 2)), 4);
  expect_looks_up_the_graph(make_pair_graph(random_pairs(1, Rotation::kNone, 3, 2)), 4);
}

TEST(PairScores, LargePuzzlesLookUpTheGraph) {
  expect_looks_up_the_graph(make_pair_graph(random_pairs(1100, Rotation::kNone, 4, 2)), 3);
}

}  // namespace
}  // namespace solve_puzzle
