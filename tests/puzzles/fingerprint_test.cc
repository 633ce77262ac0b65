// SPDX-License-Identifier: Apache-2.0
#include "puzzles/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

Puzzle made_puzzle() { return cut({random_picture({56, 56}, 1)}, {.piece_size = "14"}).puzzle; }

TEST(Fingerprint, DoesNotDependOnTheOrderOfThePieces) {
  Puzzle puzzle = made_puzzle();
  const std::string before = fingerprint(puzzle);
  EXPECT_EQ(before.size(), 16U);
  std::reverse(puzzle.pieces.begin(), puzzle.pieces.end());
  EXPECT_EQ(fingerprint(puzzle), before);
}

TEST(Fingerprint, ChangesWithOnePixelAnIdAMaskOrAMissingPiece) {
  const std::string before = fingerprint(made_puzzle());
  Puzzle pixel = made_puzzle();
  pixel.pieces[3].pixels.at<cv::Vec3b>(5, 5)[1] ^= 1;
  EXPECT_NE(fingerprint(pixel), before);
  Puzzle id = made_puzzle();
  id.pieces[0].id += "x";
  EXPECT_NE(fingerprint(id), before);
  Puzzle mask = made_puzzle();
  mask.pieces[0].mask = cv::Mat(14, 14, CV_8U, cv::Scalar(255));
  EXPECT_NE(fingerprint(mask), before);
  Puzzle fewer = made_puzzle();
  fewer.pieces.pop_back();
  EXPECT_NE(fingerprint(fewer), before);
}

TEST(Fingerprint, TakesNoPieceAndEmptyPictures) {
  EXPECT_EQ(fingerprint(Puzzle{}), fingerprint(Puzzle{}));
  Puzzle empty;
  empty.pieces.push_back({.id = "a", .file = "", .pixels = {}, .mask = {}});
  EXPECT_NE(fingerprint(empty), fingerprint(Puzzle{}));
}

}  // namespace
}  // namespace solve_puzzle
