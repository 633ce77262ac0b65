// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/group_joins.h"

#include <gtest/gtest.h>

#include <optional>

#include "puzzles/parallel.h"
#include "solver/torn/contact.h"
#include "solver/torn/group_fragment.h"
#include "solver/torn/join_odds.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

const cv::Size kSize(330, 300);

TornPicture torn_sample(double erode = 0) {
  return tear(sample_picture(kSize, 3), {.pieces = {3, 3}, .seed = 2, .erode = erode});
}

FragmentGroup group_of(const TornPicture& made, const std::vector<int>& pieces) {
  FragmentGroup group{.pieces = pieces};
  for (const int piece : pieces) group.group_from_piece.push_back(made.canvas_from_piece[piece]);
  return group;
}

/// Groups where they truly lie, each turned by another angle.
Layout layout_of(const TornPicture& made, const PairJudge& judge, const std::vector<std::vector<int>>& groups) {
  std::vector<TornPlace> places(made.canvas_from_piece.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Pose turned = turn_around({100, 50}, 0.7 * static_cast<double>(g), {30, -20});
    for (const int piece : groups[g]) places[piece] = {static_cast<int>(g), turned * made.canvas_from_piece[piece]};
  }
  return {judge, places};
}

class FragmentOfGroup : public testing::TestWithParam<double> {};

TEST_P(FragmentOfGroup, OfAllPiecesIsThePicture) {
  const TornPicture made = torn_sample(GetParam());
  const Scraps scraps = scraps_of(made, GetParam());
  const Fragment whole = fragment_of_group(scraps, group_of(made, {0, 1, 2, 3, 4, 5, 6, 7, 8}));
  const cv::Point2d middle(kSize.width / 2.0, kSize.height / 2.0);
  EXPECT_NEAR(whole.centre.x, middle.x, 2);
  EXPECT_NEAR(whole.centre.y, middle.y, 2);
  // A tenth of the way from the left edge to the middle, and far inside: the distance to the picture's edge, less wear.
  for (const float x : {20.0F, 60.0F, 165.0F}) {
    const float inside = std::min(x, 150.0F) - static_cast<float>(GetParam());
    EXPECT_NEAR(whole.field.at({x, 150}).distance, -inside, 3) << x;
  }
  const cv::Mat picture = sample_picture(kSize, 3);
  double difference = 0;
  for (int x = 20; x < 310; ++x) {
    const cv::Point at(x - static_cast<int>(whole.field.origin.x), 150 - static_cast<int>(whole.field.origin.y));
    difference += cv::norm(whole.bgr.at<cv::Vec3b>(at), picture.at<cv::Vec3b>(150, x), cv::NORM_L1) / 3 / 290;
  }
  EXPECT_LT(difference, 8);  // half pixels, and filled gaps
}

TEST_P(FragmentOfGroup, HasTheOutlineOfItsPieces) {
  const TornPicture made = torn_sample(GetParam());
  const Scraps scraps = scraps_of(made, GetParam());
  const FragmentGroup group = group_of(made, {0, 1, 3, 4});
  const Scraps whole = make_scraps({fragment_of_group(scraps, group)}, scraps.growth, scraps.step);
  ASSERT_GT(whole.outlines[0].size(), 100);
  double squares = 0;
  for (const cv::Point2f& point : whole.outlines[0].points) {
    double nearest = 1e6;
    for (std::size_t i = 0; i < group.pieces.size(); ++i) {
      const DistanceField& field = scraps.fragments[group.pieces[i]].field;
      const cv::Point2f at = inverse(group.group_from_piece[i]) * cv::Point2d(point);
      if (field.contains(at)) nearest = std::min<double>(nearest, field.at(at).distance);
    }
    squares += (nearest - scraps.growth) * (nearest - scraps.growth);
  }
  EXPECT_LT(std::sqrt(squares / whole.outlines[0].size()), 0.7);
}

INSTANTIATE_TEST_SUITE_P(Wear, FragmentOfGroup, testing::Values(0.0, 3.0));

TEST(FragmentOfGroup, OfOnePieceIsThatPiece) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  const Fragment same = fragment_of_group(scraps, {.pieces = {4}, .group_from_piece = {Pose{}}});
  EXPECT_EQ(same.field.values.data, scraps.fragments[4].field.values.data);
}

/// Of the joins between two halves of a picture, the share that lies where it should.
double share_right(const TornPicture& made, const Scraps& scraps, const std::vector<JoinCandidate>& joins) {
  int num_right = 0;
  for (const JoinCandidate& join : joins) {
    const PoseDifference off =
        difference(join.a_from_b, true_pose(made, join.a, join.b), scraps.fragments[join.b].centre);
    num_right += off.distance < 3 && off.angle < 0.05 ? 1 : 0;
  }
  return joins.empty() ? 0 : num_right / static_cast<double>(joins.size());
}

TEST(JoinsOfGroups, AreBestWhereTwoHalvesTrulyMeet) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  const ContactJudge judge(scraps);
  const Layout layout = layout_of(made, judge, {{0, 1, 2, 3}, {4, 5, 6, 7, 8}});
  std::vector<JoinCandidate> joins = joins_of_groups(scraps, layout, {});
  ASSERT_FALSE(joins.empty());
  double best = -1e6;
  for (const JoinCandidate& join : joins) {
    EXPECT_LT(join.a, join.b);
    EXPECT_NE(layout.group_of(join.a), layout.group_of(join.b));
    best = std::max(best, join.log_odds);
  }
  std::erase_if(joins, [&](const JoinCandidate& join) { return join.log_odds < best; });
  EXPECT_GT(joins.size(), 2U);
  EXPECT_EQ(share_right(made, scraps, joins), 1);
}

TEST(JoinsOfGroups, LeavePairsOfSinglePiecesOut) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  const ContactJudge judge(scraps);
  const Layout layout = layout_of(made, judge, {{0, 1, 3, 4}, {2}, {5}, {6}, {7}, {8}});
  const std::vector<JoinCandidate> joins = joins_of_groups(scraps, layout, {});
  ASSERT_FALSE(joins.empty());
  for (const JoinCandidate& join : joins) {
    EXPECT_TRUE(layout.group_of(join.a) == layout.group_of(0) || layout.group_of(join.b) == layout.group_of(0));
  }
}

TEST(JoinsOfGroups, ThreadsDoNotChangeThem) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  const ContactJudge judge(scraps);
  const Layout layout = layout_of(made, judge, {{0, 1, 3}, {2, 5}, {4}, {6, 7, 8}});
  const auto found = [&](int threads) {
    const ThreadLimit limit(threads);
    return joins_of_groups(scraps, layout, {});
  };
  const std::vector<JoinCandidate> one = found(1), four = found(4);
  ASSERT_EQ(one.size(), four.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].a_from_b.x, four[i].a_from_b.x);
    EXPECT_EQ(one[i].log_odds, four[i].log_odds);
  }
}

}  // namespace
}  // namespace solve_puzzle
