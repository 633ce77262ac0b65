// SPDX-License-Identifier: Apache-2.0
#include "puzzles/render.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "puzzles/error.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Render, PiecesNotPlacedLeaveHoles) {
  CutPuzzle made = cut({random_picture({12, 8}, 1)}, {.piece_size = "4"});
  made.truth.pieces[2].placed = false;
  const cv::Mat picture = render(made.puzzle, made.truth, 0);
  const cv::Point cell = *made.truth.pieces[2].cell;
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const bool is_hole = x / 4 == cell.x && y / 4 == cell.y;
      ASSERT_EQ(picture.at<cv::Vec4b>(y, x)[3], is_hole ? 0 : 255);
    }
  }
}

TEST(Render, MasksCutOut) {
  CutPuzzle made = cut({random_picture({4, 4}, 2)}, {.piece_size = "4", .rotation = "quarter"});
  made.puzzle.pieces[0].mask = cv::Mat(4, 4, CV_8UC1, cv::Scalar(255));
  made.puzzle.pieces[0].mask.at<std::uint8_t>(0, 3) = 0;
  const cv::Vec2d hole = made.truth.pieces[0].canvas_from_piece * cv::Vec3d(3, 0, 1);
  const cv::Mat picture = render(made.puzzle, made.truth, 0);
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) {
      EXPECT_EQ(picture.at<cv::Vec4b>(y, x)[3], x == cvRound(hole[0]) && y == cvRound(hole[1]) ? 0 : 255);
    }
  }
}

TEST(Render, TurningThePosesTurnsThePicture) {
  const CutPuzzle made = cut({random_picture({20, 8}, 3)}, {.piece_size = "4", .rotation = "quarter"});
  const cv::Mat upright = render(made.puzzle, made.truth, 0);
  Assembly whole = made.truth;
  whole.groups[0].width = 8;
  whole.groups[0].height = 20;
  whole.groups[0].cols = 5;
  whole = turned_whole(whole, 1);
  for (PlacedPiece& piece : whole.pieces) {
    piece.canvas_from_piece = canvas_from_cell(*piece.cell, piece.quarter_turns, {4, 4}, {4, 4});
  }
  EXPECT_TRUE(equal_pixels(render(made.puzzle, whole, 0), turned(upright, 1)));
}

TEST(Render, WhatCannotBeDrawnThrows) {
  const CutPuzzle made = cut({random_picture({12, 8}, 4)}, {.piece_size = "4"});
  const auto drawing = [&](auto spoil, int group = 0) {
    Assembly assembly = made.truth;
    spoil(assembly);
    return [&made, assembly, group] { render(made.puzzle, assembly, group); };
  };
  EXPECT_THAT(drawing([](Assembly&) {}, 1), ThrowsMessage<Error>(HasSubstr("group 1: the assembly has 1")));
  EXPECT_THAT(drawing([](Assembly&) {}, -1), ThrowsMessage<Error>(HasSubstr("group -1")));
  EXPECT_THAT(drawing([](Assembly& a) { a.pieces.pop_back(); }), ThrowsMessage<Error>(HasSubstr("6 pieces")));
  EXPECT_THAT(drawing([](Assembly& a) { a.groups[0].width = 0; }), ThrowsMessage<Error>(HasSubstr("0x8")));
  EXPECT_THAT(drawing([](Assembly& a) { a.groups[0].width = a.groups[0].height = 60000; }),
              ThrowsMessage<Error>(HasSubstr("60000x60000")));
  EXPECT_THAT(drawing([](Assembly& a) { a.pieces[3].canvas_from_piece(0, 2) = 9; }),
              ThrowsMessage<Error>(HasSubstr("\"p0004\": covers 4x4")));
  EXPECT_THAT(drawing([](Assembly& a) { a.pieces[3].canvas_from_piece(1, 2) = -1; }),
              ThrowsMessage<Error>(HasSubstr("outside the 12x8 canvas")));
  EXPECT_THAT(drawing([](Assembly& a) { a.pieces[0].canvas_from_piece(0, 0) = 0.9; }),
              ThrowsMessage<Error>(HasSubstr("quarter turns")));
  EXPECT_THAT(
      drawing([](Assembly& a) { a.pieces[0].canvas_from_piece(0, 2) = std::numeric_limits<double>::quiet_NaN(); }),
      ThrowsMessage<Error>(HasSubstr("outside")));
}

}  // namespace
}  // namespace solve_puzzle
