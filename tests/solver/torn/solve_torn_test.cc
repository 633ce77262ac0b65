// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "puzzles/error.h"
#include "solver/solve.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

TornPicture torn_sample(std::uint64_t seed = 1) {
  return tear(sample_picture({300, 280}, seed), {.pieces = {3, 3}, .seed = seed});
}

cv::Point2d middle(const Piece& piece) { return cv::Point2d(piece.mask.cols, piece.mask.rows) / 2; }

int num_placed(const Assembly& assembly) {
  return static_cast<int>(
      std::count_if(assembly.pieces.begin(), assembly.pieces.end(), [](const PlacedPiece& p) { return p.placed; }));
}

/// Largest distance of a piece from where the truth has it, in the frame of piece 0.
double largest_error(const TornPicture& made, const Assembly& answer) {
  const Pose truth_from_answer = made.canvas_from_piece[0] * inverse(pose_of(answer.pieces[0].canvas_from_piece));
  double most = 0;
  for (std::size_t i = 0; i < made.canvas_from_piece.size(); ++i) {
    const Pose found = truth_from_answer * pose_of(answer.pieces[i].canvas_from_piece);
    most = std::max(most, difference(found, made.canvas_from_piece[i], middle(made.puzzle.pieces[i])).distance);
  }
  return most;
}

TEST(SolveTorn, PutsATornPictureBackTogether) {
  const TornPicture made = torn_sample();
  const Assembly answer = solve(made.puzzle, torn_options());
  ASSERT_EQ(num_placed(answer), 9);
  ASSERT_EQ(answer.groups.size(), 1U);
  EXPECT_LT(largest_error(made, answer), 3);
  for (const Match& match : answer.matches) {
    EXPECT_TRUE(!match.accepted || !match.seam.empty());
  }
}

TEST(SolveTorn, ThreadsDoNotChangeTheAnswer) {
  const TornPicture made = torn_sample(2);
  const Assembly one = solve(made.puzzle, torn_options(1));
  const Assembly three = solve(made.puzzle, torn_options(3));
  ASSERT_EQ(one.matches.size(), three.matches.size());
  EXPECT_EQ(one.score, three.score);
  for (std::size_t i = 0; i < one.pieces.size(); ++i) {
    EXPECT_EQ(one.pieces[i].canvas_from_piece, three.pieces[i].canvas_from_piece);
    EXPECT_EQ(one.pieces[i].confidence, three.pieces[i].confidence);
  }
}

TEST(SolveTorn, TurningAFragmentTurnsItsPose) {
  TornPicture made = torn_sample(3);
  cv::Mat pixels, mask;
  cv::rotate(made.puzzle.pieces[4].pixels, pixels, cv::ROTATE_90_CLOCKWISE);
  cv::rotate(made.puzzle.pieces[4].mask, mask, cv::ROTATE_90_CLOCKWISE);
  const double right = made.puzzle.pieces[4].pixels.rows - 1;
  const Pose old_from_turned = inverse(Pose{0, 1, right, 0});
  made.puzzle.pieces[4].pixels = pixels;
  made.puzzle.pieces[4].mask = mask;
  made.canvas_from_piece[4] = made.canvas_from_piece[4] * old_from_turned;
  const Assembly answer = solve(made.puzzle, torn_options());
  ASSERT_EQ(num_placed(answer), 9);
  EXPECT_LT(largest_error(made, answer), 3);
}

TEST(SolveTorn, ShufflingPiecesShufflesTheAnswer) {
  const TornPicture made = torn_sample(4);
  TornPicture shuffled = made;
  std::reverse(shuffled.puzzle.pieces.begin(), shuffled.puzzle.pieces.end());
  std::reverse(shuffled.canvas_from_piece.begin(), shuffled.canvas_from_piece.end());
  const Assembly answer = solve(made.puzzle, torn_options());
  const Assembly other = solve(shuffled.puzzle, torn_options());
  ASSERT_EQ(num_placed(answer), num_placed(other));
  EXPECT_LT(largest_error(made, answer), 3);
  EXPECT_LT(largest_error(shuffled, other), 3);
}

TEST(SolveTorn, TwoPicturesMakeTwoGroups) {
  TornPicture bag = torn_sample(1);
  const TornPicture other = torn_sample(6);
  for (Piece piece : other.puzzle.pieces) {
    piece.id = "other" + piece.id;
    bag.puzzle.pieces.push_back(piece);
  }
  const Assembly answer = solve(bag.puzzle, torn_options());
  std::set<int> first, second;
  for (std::size_t i = 0; i < answer.pieces.size(); ++i) {
    if (answer.pieces[i].placed) (i < 9 ? first : second).insert(answer.pieces[i].group);
  }
  ASSERT_EQ(first.size(), 1U);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_NE(*first.begin(), *second.begin());
}

TEST(SolveTorn, OneFragmentIsItsOwnPicture) {
  TornPicture made = torn_sample();
  made.puzzle.pieces.resize(1);
  const Assembly answer = solve(made.puzzle, torn_options());
  EXPECT_TRUE(answer.pieces[0].placed);
  EXPECT_EQ(answer.groups.size(), 1U);
}

TEST(SolveTorn, TwoNeighboursAreJoinedOrSuggested) {
  TornPicture made = torn_sample();
  made.puzzle.pieces.resize(2);
  const Assembly answer = solve(made.puzzle, torn_options());
  ASSERT_FALSE(answer.matches.empty());
  EXPECT_EQ(answer.matches[0].piece_a, 0);
  EXPECT_EQ(answer.matches[0].piece_b, 1);
}

TEST(SolveTorn, TheSameFileTwiceIsNotJoinedToItself) {
  TornPicture made = torn_sample();
  made.puzzle.pieces.push_back(made.puzzle.pieces[0]);
  made.puzzle.pieces.back().id = "again";
  const Assembly answer = solve(made.puzzle, torn_options());
  for (const Match& match : answer.matches) {
    EXPECT_FALSE(match.accepted && match.piece_a == 0 && match.piece_b == 9);
  }
  EXPECT_GE(num_placed(answer), 8);
}

TEST(SolveTorn, OddFragmentsStayOut) {
  TornPicture made = torn_sample();
  const auto add = [&](cv::Size size, int value, const std::string& id) {
    Piece piece{.id = id, .pixels = cv::Mat(size, CV_8UC3, cv::Scalar(10, 20, 200))};
    piece.mask = cv::Mat(size, CV_8UC1, cv::Scalar(value));
    made.puzzle.pieces.push_back(piece);
  };
  add({10, 8}, 255, "tiny");
  add({1, 1}, 255, "pixel");
  add({40, 40}, 0, "transparent");
  add({10000, 30}, 255, "strip");
  const Assembly answer = solve(made.puzzle, torn_options());
  EXPECT_GE(num_placed(answer), 9);
  EXPECT_FALSE(answer.pieces[11].placed);
}

TEST(SolveTorn, JoinsOfPiecesWornUnevenlyAreNotCalledSure) {
  const TornPicture made =
      tear(sample_picture({420, 400}, 3), {.pieces = {3, 3}, .seed = 3, .erode = 3, .uneven = 2.5});
  const Assembly answer = solve(made.puzzle, torn_options());
  ASSERT_TRUE(answer.gap);
  ASSERT_FALSE(answer.gap->is_sure);
  ASSERT_FALSE(answer.matches.empty());
  for (const Match& match : answer.matches) {
    EXPECT_FALSE(match.accepted);
    EXPECT_LT(match.probability, 0.65);
  }
}

TEST(SolveTorn, StraightCutsThatNoNetworkHasSeenAreNotCalledSure) {
  const TornPicture made = tear(sample_picture({420, 400}, 3), {.pieces = {3, 3}, .seed = 3, .rough = 0});
  const Assembly answer = solve(made.puzzle, torn_options());
  ASSERT_FALSE(answer.matches.empty());
  for (const Match& match : answer.matches) {
    EXPECT_FALSE(match.accepted);
    EXPECT_LT(match.probability, 0.65);
  }
}

TEST(SolveTorn, NothingButTransparentPicturesIsAnError) {
  Puzzle puzzle{.kind = Kind::kTorn, .rotation = Rotation::kFree};
  Piece piece{.id = "p", .pixels = cv::Mat(20, 20, CV_8UC3, cv::Scalar(0, 0, 0))};
  piece.mask = cv::Mat::zeros(20, 20, CV_8UC1);
  puzzle.pieces = {piece, piece};
  EXPECT_THROW(solve(puzzle, torn_options()), Error);
}

TEST(SolveTorn, AStoppedRunGivesAnAnswer) {
  const std::atomic<bool> stop{true};
  const Assembly answer = solve(torn_sample().puzzle, torn_options(), {.stop = &stop});
  EXPECT_TRUE(answer.stopped_early);
  EXPECT_EQ(answer.pieces.size(), 9U);
}

}  // namespace
}  // namespace solve_puzzle
