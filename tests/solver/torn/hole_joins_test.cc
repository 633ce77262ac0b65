// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/hole_joins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "puzzles/parallel.h"
#include "solver/torn/join_odds.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

const auto never = [] { return false; };

/// A picture in nine pieces that lie where they belong, but for those that are left out: they are alone.
class HoleJoins : public testing::TestWithParam<int> {
 protected:
  Layout without(const std::vector<int>& left_out) const {
    const Pose turned = turn_around({80, 20}, 0.4, {30, -20});
    std::vector<TornPlace> places;
    for (const Pose& pose : made_.canvas_from_piece) places.push_back({0, turned * pose});
    for (const int piece : left_out) places[piece] = {};
    return {judge_, places};
  }

  std::vector<JoinCandidate> joins(const Layout& layout) const {
    return joins_into_holes(scraps_, judge_, layout, never);
  }

  void expect_that_some_are_true(const std::vector<JoinCandidate>& joins) const {
    ASSERT_FALSE(joins.empty());
    double least = 1e9;
    for (const JoinCandidate& join : joins) {
      ASSERT_LT(join.a, join.b);
      const PoseDifference off =
          difference(join.a_from_b, true_pose(made_, join.a, join.b), scraps_.fragments[join.b].centre);
      least = std::min(least, off.distance + 20 * off.angle);
    }
    EXPECT_LT(least, 1);
  }

  TornPicture made_ = tear(sample_picture(cv::Size(165, 150), 3), {.pieces = {3, 3}, .seed = 2});
  Scraps scraps_ = scraps_of(made_);
  ContactJudge judge_{scraps_};
};

TEST_P(HoleJoins, LayAPieceWhereItWasLeftOut) {
  const int piece = GetParam();
  const std::vector<JoinCandidate> found = joins(without({piece}));
  for (const JoinCandidate& join : found) EXPECT_TRUE(join.a == piece || join.b == piece);
  expect_that_some_are_true(found);
}
// In the middle a hole; at the edges bays. (A corner is a bay on no side.)
INSTANTIATE_TEST_SUITE_P(, HoleJoins, testing::Values(1, 3, 4, 5, 7));

TEST_F(HoleJoins, NeighboursThatAreBothMissingFindTheirPlaces) { expect_that_some_are_true(joins(without({3, 4}))); }

TEST_F(HoleJoins, WhereNothingIsFreeAreNone) {
  EXPECT_TRUE(joins(without({})).empty());
  EXPECT_TRUE(joins(without({0, 1, 2, 3, 4, 5, 6, 7, 8})).empty());
  EXPECT_TRUE(joins_into_holes(scraps_, judge_, without({4}), [] { return true; }).empty()) << "it was stopped";
}

TEST_F(HoleJoins, AreMadeByTheAssemblerWhereThePieceFits) {
  Layout layout = without({4});
  bool is_made = false;
  for (const JoinCandidate& join : joins(layout)) {
    const std::optional<Merge> merge = layout.plan(join);
    if (!merge || merge->gain < 5.5) continue;
    layout.apply(*merge);
    is_made = true;
    break;
  }
  ASSERT_TRUE(is_made);
  const Pose zero_from_piece = inverse(layout.pose(0)) * layout.pose(4);
  EXPECT_LT(difference(zero_from_piece, true_pose(made_, 0, 4), scraps_.fragments[4].centre).distance, 0.7);
}

TEST_F(HoleJoins, ThreadsDoNotChangeThem) {
  const auto found = [&](int threads) {
    const ThreadLimit limit(threads);
    return joins(without({1, 4, 8}));
  };
  const std::vector<JoinCandidate> one = found(1), four = found(4);
  ASSERT_FALSE(one.empty());
  ASSERT_EQ(one.size(), four.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].a, four[i].a);
    EXPECT_EQ(one[i].b, four[i].b);
    EXPECT_EQ(one[i].a_from_b.x, four[i].a_from_b.x);
  }
}

}  // namespace
}  // namespace solve_puzzle
