// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/held_together.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

constexpr double kAll = 1e6;

/// Pieces of which only the evidence is known.
class TableJudge : public PairJudge {
 public:
  TableJudge(int num_pieces, std::map<std::pair<int, int>, double> evidence)
      : sizes_(static_cast<std::size_t>(num_pieces), PieceSize{.reach = 1, .area = 1}),
        evidence_(std::move(evidence)) {}

  const std::vector<PieceSize>& sizes() const override { return sizes_; }
  Verdict judge(int a, int b, const Pose&) const override {
    const auto found = evidence_.find({std::min(a, b), std::max(a, b)});
    if (found == evidence_.end()) return {};
    return {.evidence = found->second, .touches = true};
  }
  Pose settle(const std::vector<PosedPair>&, const Pose& pose, int) const override { return pose; }

  Layout layout() const { return {*this, std::vector<TornPlace>(sizes_.size(), TornPlace{.group = 0})}; }

  /// The least sum of what goes from one part to the other, over all parts that hold a and not b.
  double brute_force_cut(int a, int b) const {
    const auto n = static_cast<int>(sizes_.size());
    double least = std::numeric_limits<double>::max();
    for (int part = 0; part < 1 << n; ++part) {
      const auto holds = [part](int piece) { return (part >> piece & 1) != 0; };
      if (!holds(a) || holds(b)) continue;
      double sum = 0;
      for (const auto& [pair, evidence] : evidence_) {
        if (holds(pair.first) != holds(pair.second)) sum += std::max(0.0, evidence);
      }
      least = std::min(least, sum);
    }
    return least;
  }

 private:
  std::vector<PieceSize> sizes_;
  std::map<std::pair<int, int>, double> evidence_;
};

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
      const double cut = judge.brute_force_cut(0, b);
      EXPECT_NEAR(held_together(layout, 0, b, kAll), cut, 1e-6);
      EXPECT_NEAR(held_together(layout, b, 0, kAll), cut, 1e-6);
      EXPECT_NEAR(held_together(layout, 0, b, 3), std::min(3.0, cut), 1e-6);
    }
  }
}

TEST(HeldTogether, ABridgeIsWorthNoMoreThanItself) {
  const TableJudge judge(6,
                         {{{0, 1}, 9}, {{0, 2}, 9}, {{1, 2}, 9}, {{2, 3}, 0.5}, {{3, 4}, 9}, {{3, 5}, 9}, {{4, 5}, 9}});
  const Layout layout = judge.layout();
  EXPECT_DOUBLE_EQ(held_together(layout, 2, 3, kAll), 0.5);
  EXPECT_DOUBLE_EQ(held_together(layout, 0, 5, kAll), 0.5);
  EXPECT_DOUBLE_EQ(held_together(layout, 0, 1, kAll), 18);
}

TEST(HeldTogether, NothingHoldsPiecesOfDifferentGroups) {
  const TableJudge judge(4, {{{0, 1}, 9}, {{2, 3}, 9}});
  Layout layout = judge.layout();
  layout.split_groups();
  EXPECT_EQ(held_together(layout, 0, 2, kAll), 0);
}

}  // namespace
}  // namespace solve_puzzle
