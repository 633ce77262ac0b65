// SPDX-License-Identifier: Apache-2.0
#include "puzzles/wear.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

/// Plain tiles of middle grey, so that nothing is cut off at black or white.
Puzzle grey_puzzle(int type, double grey, int num_pieces = 20) {
  Puzzle puzzle{.piece_size = {6, 5}};
  for (int i = 0; i < num_pieces; ++i) {
    puzzle.pieces.push_back({.id = std::to_string(i), .pixels = cv::Mat(5, 6, type, cv::Scalar::all(grey))});
  }
  return puzzle;
}

Puzzle textured_puzzle(int type) {
  Puzzle puzzle{.piece_size = {6, 5}};
  for (int i = 0; i < 8; ++i) {
    puzzle.pieces.push_back(
        {.id = std::to_string(i), .pixels = random_picture({6, 5}, static_cast<std::uint64_t>(i), type)});
  }
  return puzzle;
}

Puzzle worn(const Puzzle& puzzle, double deviation, std::uint64_t seed) {
  Puzzle copy = puzzle;
  for (Piece& piece : copy.pieces) piece.pixels = piece.pixels.clone();
  drift_brightness(copy, deviation, seed);
  return copy;
}

bool equal_puzzles(const Puzzle& a, const Puzzle& b) {
  for (std::size_t i = 0; i < a.pieces.size(); ++i) {
    if (!equal_pixels(a.pieces[i].pixels, b.pieces[i].pixels)) return false;
  }
  return a.pieces.size() == b.pieces.size();
}

class Wear : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(OfEightAndSixteenBits, Wear, testing::Values(CV_8UC3, CV_16UC3));

TEST_P(Wear, SameSeedGivesTheSameResult) {
  const Puzzle puzzle = textured_puzzle(GetParam());
  EXPECT_TRUE(equal_puzzles(worn(puzzle, 0.05, 3), worn(puzzle, 0.05, 3)));
  EXPECT_FALSE(equal_puzzles(worn(puzzle, 0.05, 3), worn(puzzle, 0.05, 4)));
}

TEST_P(Wear, NoDeviationChangesNothing) {
  const Puzzle puzzle = textured_puzzle(GetParam());
  EXPECT_TRUE(equal_puzzles(worn(puzzle, 0.0, 3), puzzle));
}

TEST_P(Wear, KeepsSizeAndType) {
  const Puzzle puzzle = worn(textured_puzzle(GetParam()), 0.2, 1);
  for (const Piece& piece : puzzle.pieces) {
    EXPECT_EQ(piece.pixels.size(), cv::Size(6, 5));
    EXPECT_EQ(piece.pixels.type(), GetParam());
  }
}

TEST_P(Wear, PiecesDriftEachByItself) {
  const Puzzle both = worn(textured_puzzle(GetParam()), 0.05, 3);
  Puzzle first = textured_puzzle(GetParam());
  first.pieces.resize(1);
  EXPECT_TRUE(equal_pixels(worn(first, 0.05, 3).pieces[0].pixels, both.pieces[0].pixels));
  const Puzzle plain = worn(grey_puzzle(GetParam(), GetParam() == CV_16UC3 ? 30000 : 120), 0.05, 3);
  EXPECT_FALSE(equal_pixels(plain.pieces[0].pixels, plain.pieces[1].pixels));
}

TEST_P(Wear, APlainPieceStaysPlain) {
  for (const Piece& piece : worn(grey_puzzle(GetParam(), 100), 0.05, 3).pieces) {
    const cv::Mat first(piece.pixels.size(), piece.pixels.type(), cv::mean(piece.pixels));
    EXPECT_TRUE(equal_pixels(piece.pixels, first));
  }
}

TEST(WearOfBothDepths, IsTheSameShareOfWhite) {
  const Puzzle eight = worn(grey_puzzle(CV_8UC3, 120), 0.05, 3);
  const Puzzle sixteen = worn(grey_puzzle(CV_16UC3, 120 * 257), 0.05, 3);
  double furthest = 0;
  for (std::size_t i = 0; i < eight.pieces.size(); ++i) {
    const cv::Scalar a = cv::mean(eight.pieces[i].pixels);
    const cv::Scalar b = cv::mean(sixteen.pieces[i].pixels) / 257.0;
    for (int c = 0; c < 3; ++c) {
      EXPECT_NEAR(a[c], b[c], 0.51);  // rounding to eight bits
      furthest = std::max(furthest, std::abs(a[c] - 120));
    }
  }
  EXPECT_GT(furthest, 5);   // about 6 grey levels deviation by the factor, 3 by the shift
  EXPECT_LT(furthest, 40);  // six deviations
}

TEST(WearOfBothDepths, WhiteIsTheLimit) {
  const Puzzle bright = worn(grey_puzzle(CV_8UC3, 255), 0.5, 3);
  EXPECT_TRUE(std::any_of(bright.pieces.begin(), bright.pieces.end(),
                          [](const Piece& piece) { return cv::mean(piece.pixels)[0] == 255; }));
}

}  // namespace
}  // namespace solve_puzzle
