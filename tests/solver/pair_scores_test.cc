// SPDX-License-Identifier: Apache-2.0
#include "solver/pair_scores.h"

#include <gtest/gtest.h>

#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

constexpr int kSmall = 12;
constexpr int kLarge = 1100;  // more sides than a full table holds

TEST(PairScores, GiveWhatTheGraphSaysAndForOthersTheMeanOfBothSides) {
  for (const int num_pieces : {kSmall, kLarge}) {
    const PairGraph graph = make_pair_graph(random_pairs(num_pieces, Rotation::kQuarter, 3, 7));
    const std::vector<float> scores = random_entries(graph, -6, 0, 8);
    std::vector<float> unlisted;
    for (int side = 0; side < graph.num_sides(); ++side) unlisted.push_back(-7.0F - static_cast<float>(side % 5));
    const PairScores table(graph, scores, unlisted, 4);
    EXPECT_EQ(table.floor(), -11.0F);
    for (int a = 0; a < 40; ++a) {
      for (int b = 0; b < graph.num_sides(); b += 7) {
        const int e = graph.find(a, b);
        EXPECT_FLOAT_EQ(table.of(a, b), e >= 0 ? scores[e] : 0.5F * (unlisted[a] + unlisted[b])) << a << " " << b;
      }
    }
  }
}

TEST(PairScores, AreNeverBelowTheFloor) {
  const PairGraph graph = make_pair_graph(random_pairs(kSmall, Rotation::kQuarter, 3, 7));
  const PairScores table(graph, random_entries(graph, -20, 0, 8), -8.0F, 4);
  for (int a = 0; a < graph.num_sides(); ++a) {
    for (int b = 0; b < graph.num_sides(); ++b) EXPECT_GE(table.of(a, b), -8.0F);
    for (const Partner& partner : table.best(a)) EXPECT_GT(partner.score, -8.0F);
  }
}

TEST(PairScores, FlatSidesKeepTheirPartnersAlthoughTheseScoreNoBetterThanTheUnlisted) {
  const PairGraph graph = make_pair_graph(random_pairs(kSmall, Rotation::kQuarter, 3, 7));
  std::vector<float> unlisted(static_cast<std::size_t>(graph.num_sides()), -5.0F);
  unlisted.back() = -8.0F;
  const PairScores table(graph, std::vector<float>(graph.partner.size(), -5.0F), unlisted, 4);
  for (int side = 0; side < graph.num_sides(); ++side) {
    const int num_listed = graph.row_begin[side + 1] - graph.row_begin[side];
    EXPECT_EQ(static_cast<int>(table.best(side).size()), std::min(num_listed, 4));
  }
}

/// One side's row holds `row`; all others are empty.
std::vector<float> unlisted_beside(const std::vector<float>& row, float least) {
  PairGraph graph;
  graph.row_begin = {0, static_cast<std::int32_t>(row.size())};
  graph.partner.assign(row.size(), 0);
  return unlisted_scores(graph, row, least);
}

TEST(UnlistedScores, OfASideWhoseCandidatesAreAllAlikeAreTheirs) {
  EXPECT_FLOAT_EQ(unlisted_beside(std::vector<float>(100, -5.5F), -8)[0], -5.5F);
}

TEST(UnlistedScores, AreBelowTheWorstButNotFar) {
  EXPECT_FLOAT_EQ(unlisted_beside({-0.1F, -5, -6, -7, -7, -7, -7, -7}, -12)[0], -7 - 2.5F);
  EXPECT_FLOAT_EQ(unlisted_beside({-1, -2, -3, -3}, -12)[0], -4);
}

TEST(UnlistedScores, AreAtLeastWhatIsAsked) {
  EXPECT_FLOAT_EQ(unlisted_beside({-0.1F, -20, -30, -40}, -8)[0], -8);
  EXPECT_FLOAT_EQ(unlisted_beside({}, -8)[0], -8);
}

}  // namespace
}  // namespace solve_puzzle
