// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/held_together.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "puzzles/random.h"
#include "tests/solver/torn/table_judge.h"

namespace solve_puzzle {
namespace {

constexpr double kAll = 1e6;

/// The least sum of what goes from one part to the other, over all parts that hold a and not b.
double brute_force_cut(const TableJudge& judge, int a, int b) {
  const auto n = static_cast<int>(judge.sizes().size());
  double least = std::numeric_limits<double>::max();
  for (int part = 0; part < 1 << n; ++part) {
    const auto holds = [part](int piece) { return (part >> piece & 1) != 0; };
    if (!holds(a) || holds(b)) continue;
    double sum = 0;
    for (const auto& [pair, evidence] : judge.evidence()) {
      if (holds(pair.first) != holds(pair.second)) sum += std::max(0.0, evidence);
    }
    least = std::min(least, sum);
  }
  return least;
}

TEST(HeldTogether, IsTheMinimalCutOfBruteForce) {
  Random random(1);
  for (int trial = 0; trial < 60; ++trial) {
    const int num_pieces = 4 + static_cast<int>(random.below(4));
    std::map<std::pair<int, int>, double> evidence;
    for (int a = 0; a < num_pieces; ++a) {
      for (int b = a + 1; b < num_pieces; ++b) {
        if (random.uniform() < 0.6) evidence[{a, b}] = 10 * random.uniform() - 2;
      }
    }
    const TableJudge judge(num_pieces, evidence);
    const Layout layout = judge.layout();
    for (int b = 1; b < num_pieces; ++b) {
      const double cut = brute_force_cut(judge, 0, b);
      EXPECT_NEAR(held_together(layout, 0, b, kAll).evidence, cut, 1e-6);
      EXPECT_NEAR(held_together(layout, b, 0, kAll).evidence, cut, 1e-6);
      EXPECT_NEAR(held_together(layout, 0, b, 3).evidence, std::min(3.0, cut), 1e-6);
    }
  }
}

TEST(HeldTogether, ABridgeIsWorthNoMoreThanItself) {
  const TableJudge judge(6,
                         {{{0, 1}, 9}, {{0, 2}, 9}, {{1, 2}, 9}, {{2, 3}, 0.5}, {{3, 4}, 9}, {{3, 5}, 9}, {{4, 5}, 9}});
  const Layout layout = judge.layout();
  EXPECT_DOUBLE_EQ(held_together(layout, 2, 3, kAll).evidence, 0.5);
  EXPECT_DOUBLE_EQ(held_together(layout, 0, 5, kAll).evidence, 0.5);
  EXPECT_DOUBLE_EQ(held_together(layout, 0, 1, kAll).evidence, 18);
}

TEST(HeldTogether, SaysWhichPiecesWouldLieApart) {
  const TableJudge judge(5,
                         {{{0, 1}, 9}, {{0, 2}, 9}, {{1, 2}, 9}, {{2, 3}, 2}, {{1, 4}, 1}, {{3, 4}, 9}, {{0, 4}, -3}});
  const Layout layout = judge.layout();
  const Hold hold = held_together(layout, 2, 3, kAll);
  EXPECT_DOUBLE_EQ(hold.evidence, 3);
  EXPECT_EQ(hold.side, (std::vector<int>{0, 1, 2}));
  EXPECT_TRUE(held_together(layout, 2, 3, 2.5).side.empty());
}

TEST(HeldTogether, NothingHoldsPiecesOfDifferentGroups) {
  const TableJudge judge(4, {{{0, 1}, 9}, {{2, 3}, 9}});
  Layout layout = judge.layout();
  layout.split_groups();
  EXPECT_EQ(held_together(layout, 0, 2, kAll).evidence, 0);
}

}  // namespace
}  // namespace solve_puzzle
