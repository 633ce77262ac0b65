// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/candidates.h"

#include <gtest/gtest.h>

#include "puzzles/parallel.h"
#include "solver/torn/gap.h"
#include "solver/torn/join_odds.h"
#include "solver/torn/refine.h"
#include "solver/torn/rim.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

TornPicture torn_sample(double erode = 0) {
  return tear(sample_picture({330, 300}, 3), {.pieces = {3, 3}, .seed = 2, .erode = erode});
}

bool is_right(const TornPicture& made, const JoinCandidate& join, const Scraps& scraps) {
  const PoseDifference off =
      difference(join.a_from_b, true_pose(made, join.a, join.b), scraps.fragments[join.b].centre);
  return off.distance < 3 && off.angle < 0.05;
}

TEST(TornCandidates, HoldTheTrueMotionOfAllLongSeams) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  const std::vector<JoinCandidate> joins = find_candidates(scraps, {});
  int num_long = 0, num_found = 0;
  for (int a = 0; a < scraps.size(); ++a) {
    for (int b = a + 1; b < scraps.size(); ++b) {
      if (judge_contact(scraps, a, b, true_pose(made, a, b)).length < 60) continue;
      ++num_long;
      num_found += std::any_of(joins.begin(), joins.end(), [&](const JoinCandidate& join) {
        return join.a == a && join.b == b && is_right(made, join, scraps);
      });
    }
  }
  EXPECT_GT(num_long, 8);
  EXPECT_EQ(num_found, num_long);
}

TEST(TornCandidates, TheMostCertainAreRight) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  int num_certain = 0;
  for (const JoinCandidate& join : find_candidates(scraps, {})) {
    if (join.log_odds < 2) continue;
    ++num_certain;
    EXPECT_TRUE(is_right(made, join, scraps)) << join.a << " " << join.b;
  }
  EXPECT_GT(num_certain, 4);
}

TEST(TornCandidates, ThreadsDoNotChangeThem) {
  const Scraps scraps = scraps_of(torn_sample());
  std::vector<JoinCandidate> one, two;
  {
    const ThreadLimit limit(1);
    one = find_candidates(scraps, {});
  }
  {
    const ThreadLimit limit(3);
    two = find_candidates(scraps, {});
  }
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].a, two[i].a);
    EXPECT_EQ(one[i].log_odds, two[i].log_odds);
    EXPECT_EQ(matrix_of(one[i].a_from_b), matrix_of(two[i].a_from_b));
  }
}

TEST(TornContact, IsTheSameFromBothSides) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  const Contact there = judge_contact(scraps, 0, 1, true_pose(made, 0, 1));
  const Contact back = judge_contact(scraps, 1, 0, true_pose(made, 1, 0));
  EXPECT_NEAR(there.length, back.length, 1e-2);
  EXPECT_NEAR(there.shape, back.shape, 1e-2);
  EXPECT_NEAR(there.colour, back.colour, 1e-2);
  EXPECT_NEAR(there.penetration, back.penetration, 1e-2);
}

/// Points of outline b that lie within `reach` of outline a and face it: every one is looked at.
std::size_t num_touching(const Scraps& scraps, int a, int b, const Pose& a_from_b, double reach) {
  std::size_t num = 0;
  const DistanceField& field = scraps.fragments[a].field;
  const Outline& outline = scraps.outlines[b];
  for (int i = 0; i < outline.size(); ++i) {
    const cv::Point2f at(a_from_b * cv::Point2d(outline.points[i]));
    if (!field.contains(at)) continue;
    const DistanceField::Sample sample = field.at(at);
    const cv::Point2f normal(a_from_b.turn(cv::Point2d(outline.normals[i])));
    num += std::abs(sample.distance - scraps.growth) < reach && sample.gradient.dot(normal) < -0.5 ? 1 : 0;
  }
  return num;
}

TEST(TornContact, PassesOverNothingThatTouches) {
  const TornPicture made = torn_sample(2);
  const Scraps scraps = scraps_of(made, 2);
  Random random(5);
  std::size_t num_all = 0;
  for (int i = 0; i < 200; ++i) {
    const int a = static_cast<int>(random.below(9)), b = static_cast<int>(random.below(9));
    if (a == b) continue;
    const cv::Point2d shift{60 * random.normal(), 60 * random.normal()};
    const Pose pose = turn_around(scraps.fragments[a].centre, 6 * random.uniform(), shift) * true_pose(made, a, b);
    const double reach = 1 + 6 * random.uniform();
    const std::size_t expected = num_touching(scraps, a, b, pose, reach);
    const std::size_t found = touching_points(scraps, a, b, pose, reach).size();
    EXPECT_LE(std::max(found, expected) - std::min(found, expected), 1U);  // rounding, at the very limit
    num_all += found;
  }
  EXPECT_GT(num_all, 200U);
}

TEST(TornContact, BendsWhereASeamDoes) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  const Contact torn_seam = judge_contact(scraps, 0, 1, true_pose(made, 0, 1));
  EXPECT_GT(torn_seam.bend, 0.06 * torn_seam.length);
  const TornPicture cut_puzzle = tear(sample_picture({330, 300}, 3), {.pieces = {3, 3}, .seed = 2, .rough = 0});
  const Scraps cut_scraps = scraps_of(cut_puzzle);
  const Contact cut_seam = judge_contact(cut_scraps, 0, 1, true_pose(cut_puzzle, 0, 1));
  EXPECT_LT(cut_seam.bend, 0.02 * cut_seam.length);
}

TEST(TornContact, APieceInsideAnotherPenetratesIt) {
  const Scraps scraps = scraps_of(torn_sample());
  const cv::Point2d shift = scraps.fragments[0].centre - scraps.fragments[1].centre;
  EXPECT_GT(judge_contact(scraps, 0, 1, turn_around({0, 0}, 0, shift)).penetration, 300);
}

TEST(TornContact, AlignmentUndoesASmallError) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  const Pose truth = true_pose(made, 0, 1);
  const std::optional<Pose> aligned =
      align(scraps, 0, 1, turn_around(scraps.fragments[0].centre, 0.03, {1.5, -1}) * truth);
  ASSERT_TRUE(aligned.has_value());
  const PoseDifference off = difference(*aligned, truth, scraps.fragments[1].centre);
  EXPECT_LT(off.distance, 1.0);
  EXPECT_LT(off.angle, 0.02);
}

TEST(TornGap, IsWhatWasWornAway) {
  for (const double erode : {0.0, 2.0}) {
    const std::vector<Fragment> fragments = make_fragments(torn_sample(erode).puzzle, {.margin = 32});
    EXPECT_NEAR(find_gaps(fragments, outline_step(fragments), {}).front().growth, erode, 0.4);
  }
}

TEST(TornGap, OfStraightPiecesThatLieApartIsNotKnown) {
  const TornPicture made = tear(sample_picture({330, 300}, 3), {.pieces = {3, 3}, .seed = 2, .erode = 3, .rough = 0});
  const std::vector<Fragment> fragments = make_fragments(made.puzzle, {.margin = 32});
  const Gap gap = find_gaps(fragments, outline_step(fragments), {}).front();
  EXPECT_GT(gap.growth, 0.5);
  EXPECT_FALSE(gap.is_known);
}

TEST(TornOdds, NothingSpeaksForStraightSeamsWhereOnlyBordersAreStraight) {
  Scraps scraps = scraps_of(torn_sample());
  const Contact straight{.length = 80, .shape = 6, .colour = 150, .roughness = 8, .plain = 75};
  const Contact rough{.length = 80, .shape = 60, .colour = 150, .roughness = 70, .bend = 12};
  const Contact near_corners{.length = 30, .shape = 25, .colour = 80, .roughness = 26, .bend = 0.3};
  EXPECT_LE(join_log_odds(scraps, straight, {}), prior_log_odds(scraps, false));
  EXPECT_LE(join_log_odds(scraps, near_corners, {}), prior_log_odds(scraps, false));
  // Long ones speak against it, whatever a network says.
  EXPECT_LE(join_log_odds(scraps, straight, {}), prior_log_odds(scraps, false) - 3);
  EXPECT_LE(join_log_odds(scraps, straight, {.sum = 9, .num_windows = 2}), prior_log_odds(scraps, true) - 3);
  EXPECT_GT(join_log_odds(scraps, rough, {}), 0);
  const Contact winding{.length = 120, .shape = 50, .colour = 150, .roughness = 50, .bend = 3};  // of a smooth tear
  EXPECT_GT(join_log_odds(scraps, winding, {}), 0);
  scraps.straight_share = 0.5;  // as scissors leave it
  EXPECT_GT(join_log_odds(scraps, straight, {}), prior_log_odds(scraps, false));
}

TEST(TornRim, OfHalfCoveredPixelsIsMeasured) {
  Puzzle puzzle;
  for (const double reach : {0.0, 0.4}) {
    Piece piece{.id = "p", .pixels = cv::Mat(100, 100, CV_8UC3, cv::Scalar(250, 250, 250))};
    piece.mask = cv::Mat::zeros(100, 100, CV_8UC1);
    const cv::Rect box(20, 20, 60, 60);
    piece.mask(box).setTo(255);
    piece.pixels(box).setTo(cv::Scalar(20, 40, 60));
    if (reach > 0) {
      const cv::Scalar mixed(250 * reach + 20 * (1 - reach), 250 * reach + 40 * (1 - reach),
                             250 * reach + 60 * (1 - reach));
      cv::rectangle(piece.pixels, box, mixed, 1);
    }
    puzzle.pieces = {piece};
    EXPECT_NEAR(blended_rim(puzzle), reach, 0.05);
  }
}

TEST(TornRim, IsZeroWhereTheBackgroundIsNotPlain) {
  Puzzle puzzle = torn_sample().puzzle;
  EXPECT_EQ(blended_rim(puzzle), 0);
}

TEST(TornRefine, UndoesSmallErrors) {
  const TornPicture made = torn_sample();
  const Scraps scraps = scraps_of(made);
  std::vector<HeldPair> pairs;
  std::vector<Pose> poses;
  Random random(1);
  for (int a = 0; a < scraps.size(); ++a) {
    const cv::Point2d shift{0.5 * random.normal(), 0.5 * random.normal()};
    const Pose shaken =
        turn_around(made.canvas_from_piece[a] * scraps.fragments[a].centre, 0.005 * random.normal(), shift);
    poses.push_back(shaken * made.canvas_from_piece[a]);
    for (int b = a + 1; b < scraps.size(); ++b) {
      if (judge_contact(scraps, a, b, true_pose(made, a, b)).length > 30) pairs.push_back({a, b});
    }
  }
  refine_group(scraps, pairs, poses);
  const Pose canvas_from_group = made.canvas_from_piece[4] * inverse(poses[4]);
  for (int a = 0; a < scraps.size(); ++a) {
    const PoseDifference off =
        difference(canvas_from_group * poses[a], made.canvas_from_piece[a], scraps.fragments[a].centre);
    EXPECT_LT(off.distance, 0.5) << a;
  }
}

}  // namespace
}  // namespace solve_puzzle
