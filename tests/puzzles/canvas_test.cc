// SPDX-License-Identifier: Apache-2.0
#include "puzzles/canvas.h"

#include <gtest/gtest.h>

#include <cmath>

namespace solve_puzzle {
namespace {

Piece made_piece(cv::Size size, const cv::Rect& mask) {
  Piece piece = {"p", "p.png", cv::Mat(size, CV_8UC3), cv::Mat::zeros(size, CV_8UC1)};
  piece.mask(mask) = 255;
  return piece;
}

PlacedPiece placed(int group, const cv::Matx23d& pose) {
  PlacedPiece piece;
  piece.placed = group >= 0;
  piece.group = group;
  piece.canvas_from_piece = pose;
  return piece;
}

TEST(BoxOnCanvas, HoldsTheMaskAlone) {
  const Piece piece = made_piece({20, 10}, {3, 2, 5, 4});
  EXPECT_EQ(box_on_canvas(piece, {1, 0, 100, 0, 1, 50}), cv::Rect2d(103, 52, 4, 3));
  EXPECT_EQ(box_on_canvas(piece, {0, -1, 0, 1, 0, 0}), cv::Rect2d(-5, 3, 3, 4));
}

TEST(BoxOnCanvas, AnEmptyMaskIsTheWholePicture) {
  EXPECT_EQ(box_on_canvas({"p", "", cv::Mat(10, 20, CV_8UC3), cv::Mat()}, {1, 0, 0, 0, 1, 0}), cv::Rect2d(0, 0, 19, 9));
}

TEST(FitCanvases, EveryGroupBeginsAtItsTopLeftPixelAndLargestIsFirst) {
  Puzzle puzzle = {Kind::kTorn, Rotation::kFree, {}, {}};
  for (int i = 0; i < 4; ++i) puzzle.pieces.push_back(made_piece({20, 10}, {3, 2, 5, 4}));
  Assembly assembly;
  assembly.pieces = {placed(4, {1, 0, -500, 0, 1, 7}), placed(7, {1, 0, 30.25, 0, 1, 40}),
                     placed(-1, {1, 0, 0, 0, 1, 0}), placed(7, {1, 0, 60, 0, 1, 45})};
  fit_canvases(puzzle, assembly);
  ASSERT_EQ(assembly.groups.size(), 2U);
  EXPECT_EQ(assembly.groups[0].num_pieces, 2);
  EXPECT_EQ(assembly.groups[0].width, 35);  // from 33.25 to 67
  EXPECT_EQ(assembly.groups[0].height, 9);
  EXPECT_EQ(assembly.groups[1].width, 5);
  EXPECT_EQ(assembly.pieces[1].group, 0);
  EXPECT_EQ(assembly.pieces[0].group, 1);
  EXPECT_EQ(assembly.pieces[2].group, -1);
  EXPECT_EQ(assembly.pieces[0].canvas_from_piece, cv::Matx23d(1, 0, -3, 0, 1, -2));
  EXPECT_EQ(assembly.pieces[1].canvas_from_piece, cv::Matx23d(1, 0, -2.75, 0, 1, -2));
}

}  // namespace
}  // namespace solve_puzzle
