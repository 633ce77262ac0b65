// SPDX-License-Identifier: Apache-2.0
#include "puzzles/accuracy_torn.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/rigid.h"
#include "puzzles/torn_adjacency.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

cv::Matx23d motion(double degrees, double x, double y) {
  const double angle = degrees * CV_PI / 180;
  return {std::cos(angle), -std::sin(angle), x, std::sin(angle), std::cos(angle), y};
}

/// Moves a whole group of an answer.
void move_group(Assembly& answer, int group, const cv::Matx23d& pose) {
  for (PlacedPiece& piece : answer.pieces) {
    if (piece.group == group) piece.canvas_from_piece = after(pose, piece.canvas_from_piece);
  }
}

/// Moves one piece about the middle of its picture.
void disturb(const CutPuzzle& made, Assembly& answer, std::size_t piece, double degrees, double x, double y) {
  const cv::Size size = made.puzzle.pieces[piece].pixels.size();
  cv::Matx23d& pose = answer.pieces[piece].canvas_from_piece;
  const cv::Point2d middle = moved(pose, cv::Point2d(size.width / 2.0, size.height / 2.0));
  pose = after(motion(0, middle.x + x, middle.y + y),
               after(motion(degrees, 0, 0), after(motion(0, -middle.x, -middle.y), pose)));
}

/// 20 fragments of about 55 pixels: the tolerance is 1.1 pixels.
class AccuracyTorn : public testing::Test {
 protected:
  AccuracyTorn() : made_(cut({random_picture({300, 200}, 4)}, {.kind = "torn", .pieces = 20})), answer_(made_.truth) {}

  Accuracy judged() const { return judge(answer_, made_.truth, &made_.puzzle); }

  CutPuzzle made_;
  Assembly answer_;
};

TEST_F(AccuracyTorn, OfTheTruthIsOne) {
  const Accuracy accuracy = judged();
  EXPECT_TRUE(accuracy.perfect);
  EXPECT_EQ(accuracy.num_right, 20);
  EXPECT_EQ(accuracy.num_wrong_placed, 0);
  for (const double share : {accuracy.direct, accuracy.neighbour, accuracy.largest_component, accuracy.precision,
                             accuracy.recall, accuracy.worst_picture_neighbour_fair}) {
    EXPECT_EQ(share, 1.0);
  }
  EXPECT_LT(accuracy.max_pixels, 1e-9);
  EXPECT_LT(accuracy.max_degrees, 1e-5);
}

TEST_F(AccuracyTorn, AnyRigidMotionOfTheWholeChangesNothing) {
  move_group(answer_, 0, motion(133, -50, 700));
  const Accuracy accuracy = judged();
  EXPECT_TRUE(accuracy.perfect);
  EXPECT_LT(accuracy.max_pixels, 1e-9);
}

TEST_F(AccuracyTorn, AMirrorImageIsWrong) {
  for (PlacedPiece& piece : answer_.pieces) {
    const cv::Matx23d pose = piece.canvas_from_piece;
    // Mirrored places, each piece turned as a mirror would turn it: the best that a rigid motion can do.
    piece.canvas_from_piece = {pose(0, 0), pose(1, 0), 300 - pose(0, 2), -pose(1, 0), pose(0, 0), pose(1, 2)};
  }
  const Accuracy accuracy = judged();
  EXPECT_LT(accuracy.direct, 0.3);
  EXPECT_LT(accuracy.neighbour, 0.2);
}

TEST_F(AccuracyTorn, OneWrongPieceIsOneWrongPieceWhereverItStands) {
  disturb(made_, answer_, 3, 0, 30, 0);
  for (const double degrees : {0.0, 77.0}) {
    move_group(answer_, 0, motion(degrees, 5, 6));
    const Accuracy accuracy = judged();
    EXPECT_EQ(accuracy.num_right, 19);
    EXPECT_EQ(accuracy.num_wrong_placed, 1);
    EXPECT_NEAR(accuracy.direct, 0.95, 1e-12);
    const std::vector<char> wrong = wrongly_placed(answer_, made_.truth, &made_.puzzle);
    EXPECT_EQ(std::count(wrong.begin(), wrong.end(), 1), 1);
    EXPECT_EQ(wrong[3], 1);
    EXPECT_FALSE(accuracy.perfect);
    EXPECT_LT(accuracy.neighbour, 1.0);
    EXPECT_LT(accuracy.max_pixels, 0.01);  // of those that are right
  }
}

TEST_F(AccuracyTorn, TheLimitIsTwoPercentOfTheDiameterAndTwoDegrees) {
  const double limit = 0.02 * mean_diameter(made_.truth, &made_.puzzle);
  EXPECT_NEAR(limit, 1.095, 0.01);
  for (const auto& [degrees, pixels, right] :
       std::vector<std::tuple<double, double, int>>{{0, 0.9, 20}, {0, 1.3, 19}, {1.5, 0, 20}, {3, 0, 19}}) {
    answer_ = made_.truth;
    disturb(made_, answer_, 7, degrees, pixels * limit, 0);
    EXPECT_EQ(judged().num_right, right) << degrees << " degrees, " << pixels;
  }
}

TEST_F(AccuracyTorn, DeviationsAreMeasured) {
  disturb(made_, answer_, 7, 0, 0.8, 0);
  EXPECT_NEAR(judged().max_pixels, 0.8, 0.1);  // the fit shares some of it out
  EXPECT_NEAR(judged().rms_pixels, 0.8 / std::sqrt(20), 0.02);
  answer_ = made_.truth;
  disturb(made_, answer_, 7, 1, 0, 0);
  EXPECT_NEAR(judged().max_degrees, 1, 0.1);
  EXPECT_NEAR(judged().rms_degrees, 1 / std::sqrt(20), 0.05);
}

TEST_F(AccuracyTorn, ABentChainCountsItsLargestPart) {
  // The right part of the picture, turned by 10 degrees about a point on the left.
  int num_bent = 0;
  for (PlacedPiece& piece : answer_.pieces) {
    const auto i = static_cast<std::size_t>(&piece - answer_.pieces.data());
    const cv::Size size = made_.puzzle.pieces[i].pixels.size();
    if (moved(piece.canvas_from_piece, cv::Point2d(size.width / 2.0, size.height / 2.0)).x < 190) continue;
    piece.canvas_from_piece = after(motion(10, 0, 0), piece.canvas_from_piece);
    ++num_bent;
  }
  ASSERT_GT(num_bent, 3);
  ASSERT_LT(num_bent, 10);
  const Accuracy accuracy = judged();
  EXPECT_EQ(accuracy.num_right, 20 - num_bent);
  EXPECT_EQ(accuracy.num_wrong_placed, num_bent);
  EXPECT_NEAR(accuracy.largest_component, (20.0 - num_bent) / 20, 1e-12);
}

TEST_F(AccuracyTorn, APartOfItsOwnIsNotWrongButNotDirect) {
  for (const std::size_t piece : {1, 2}) answer_.pieces[piece].group = 1;
  answer_.groups.push_back({.id = 1, .num_pieces = 2});
  move_group(answer_, 1, motion(40, 9, 9));
  const Accuracy accuracy = judged();
  EXPECT_EQ(accuracy.num_right, 18);
  EXPECT_EQ(accuracy.num_wrong_placed, 0);
}

TEST_F(AccuracyTorn, PiecesNotPlacedAreNeitherRightNorWrong) {
  answer_.pieces[0].placed = false;
  answer_.pieces.erase(answer_.pieces.begin() + 5);
  answer_.matches.clear();
  const Accuracy accuracy = judged();
  EXPECT_EQ(accuracy.num_placed, 18);
  EXPECT_EQ(accuracy.num_right, 18);
  EXPECT_EQ(accuracy.num_wrong_placed, 0);
  EXPECT_EQ(accuracy.precision, 1.0);
  EXPECT_EQ(accuracy.recall, 0.0);
}

TEST_F(AccuracyTorn, AcceptedJoinsNeedTheRightPairAndPose) {
  const auto num_joins = static_cast<double>(answer_.matches.size());
  answer_.matches[0].a_from_b = after(motion(0, 8, 0), answer_.matches[0].a_from_b);
  EXPECT_NEAR(judged().precision, 1 - 1 / num_joins, 1e-12);
  answer_.matches[0].accepted = false;  // a suggestion
  EXPECT_EQ(judged().precision, 1.0);
  answer_.matches.push_back(answer_.matches[1]);  // the same pair again counts once
  std::swap(answer_.matches.back().piece_a, answer_.matches.back().piece_b);
  answer_.matches.back().a_from_b = inverse(answer_.matches.back().a_from_b);
  EXPECT_EQ(judged().num_accepted, num_joins - 1);
  EXPECT_EQ(judged().precision, 1.0);
}

TEST_F(AccuracyTorn, CalibrationCountsSuggestionsTooButNoPin) {
  const auto num_joins = static_cast<double>(answer_.matches.size());
  for (Match& match : answer_.matches) match.probability = 1.0;
  answer_.matches[0].accepted = false;
  answer_.matches[1].is_pinned = true;
  answer_.matches[2].a_from_b(0, 2) += 100;
  const Calibration::Bin bin = judged().calibration.bins().back();
  EXPECT_EQ(bin.count, num_joins - 1);
  EXPECT_EQ(bin.right, num_joins - 2);
}

TEST_F(AccuracyTorn, MasksSayWhatTouchesWhereTheTruthDoesNot) {
  const Accuracy with_matches = judged();
  Assembly silent = made_.truth;
  silent.matches.clear();
  const Accuracy accuracy = judge(made_.truth, silent, &made_.puzzle);
  EXPECT_EQ(accuracy.precision, 1.0);
  EXPECT_EQ(accuracy.neighbour, 1.0);
  EXPECT_GT(accuracy.recall, 0.9);  // corners that nearly meet count as side by side
  EXPECT_EQ(with_matches.recall, 1.0);
}

TEST_F(AccuracyTorn, TrueAdjacenciesOfMasksAreThoseOfTheTears) {
  const std::vector<Adjacency> found = true_adjacencies(made_.puzzle, made_.truth, 1.5);
  std::map<std::pair<int, int>, double> lengths;
  for (const Adjacency& pair : found) lengths[{pair.piece_a, pair.piece_b}] = pair.length;
  for (const Match& match : made_.truth.matches) {
    const double tear = match.seam[0].second;
    if (tear < 8) continue;
    EXPECT_NEAR((lengths[{match.piece_a, match.piece_b}]), tear, 0.3 * tear + 4);
  }
}

TEST_F(AccuracyTorn, OfTwoPicturesInOneGroupOneIsWrong) {
  const CutPuzzle two =
      cut({random_picture({300, 200}, 4), random_picture({200, 200}, 5)}, {.kind = "torn", .pieces = 12});
  const Accuracy apart = judge(two.truth, two.truth, &two.puzzle);
  EXPECT_TRUE(apart.perfect);
  EXPECT_EQ(apart.num_pictures, 2);
  Assembly mixed = two.truth;
  for (PlacedPiece& piece : mixed.pieces) piece.group = 0;
  const Accuracy accuracy = judge(mixed, two.truth, &two.puzzle);
  EXPECT_FALSE(accuracy.perfect);
  EXPECT_EQ(accuracy.num_wrong_placed, 12);
}

TEST_F(AccuracyTorn, WithoutPiecesThePosesAreJudgedAllTheSame) {
  EXPECT_TRUE(judge(answer_, made_.truth, nullptr).perfect);
  disturb(made_, answer_, 3, 0, 30, 0);
  EXPECT_EQ(judge(answer_, made_.truth, nullptr).num_wrong_placed, 1);
}

TEST_F(AccuracyTorn, TheOrderOfPiecesDoesNotMatter) {
  disturb(made_, answer_, 3, 0, 30, 0);
  answer_.matches.clear();
  std::reverse(answer_.pieces.begin(), answer_.pieces.end());
  std::swap(made_.puzzle.pieces[2], made_.puzzle.pieces[9]);
  EXPECT_EQ(judged().num_right, 19);
}

TEST_F(AccuracyTorn, ThreadsDoNotChangeTheJudgement) {
  disturb(made_, answer_, 3, 1, 0.5, 0);
  const Accuracy many = judged();
  const ThreadLimit one(1);
  EXPECT_EQ(many.max_pixels, judged().max_pixels);
  EXPECT_EQ(many.rms_degrees, judged().rms_degrees);
}

TEST_F(AccuracyTorn, OfNoPieceIsPerfect) {
  Assembly nothing;
  nothing.kind = Kind::kTorn;
  EXPECT_TRUE(judge(nothing, nothing, nullptr).perfect);
}

TEST_F(AccuracyTorn, WhatTheTruthDoesNotKnowIsAnError) {
  answer_.pieces[2].id = "stranger";
  EXPECT_THAT([&] { judged(); }, ThrowsMessage<Error>(HasSubstr("stranger")));
  answer_ = made_.truth;
  answer_.pieces[2].id = answer_.pieces[3].id;
  EXPECT_THAT([&] { judged(); }, ThrowsMessage<Error>(HasSubstr("twice")));
  answer_ = made_.truth;
  answer_.matches[0].piece_b = 99;
  EXPECT_THAT([&] { judged(); }, ThrowsMessage<Error>(HasSubstr("99")));
  answer_ = made_.truth;
  answer_.kind = Kind::kSquare;
  EXPECT_THAT([&] { judged(); }, ThrowsMessage<Error>(HasSubstr("square")));
}

}  // namespace
}  // namespace solve_puzzle
