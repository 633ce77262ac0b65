// SPDX-License-Identifier: Apache-2.0
#include "puzzles/render_torn.h"

#include <gmock/gmock.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "puzzles/canvas.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/render.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

Piece plain_piece(cv::Size size, const cv::Scalar& colour, int type = CV_8UC3) {
  return {"p", "p.png", cv::Mat(size, type, colour), cv::Mat(size, CV_8UC1, cv::Scalar(255))};
}

/// Pieces of one group, at places along x.
std::pair<Puzzle, Assembly> row_of(const std::vector<Piece>& pieces, const std::vector<double>& xs) {
  Puzzle puzzle = {Kind::kTorn, Rotation::kFree, {}, pieces};
  Assembly assembly;
  assembly.kind = Kind::kTorn;
  for (const double x : xs) {
    PlacedPiece place;
    place.placed = true;
    place.group = 0;
    place.canvas_from_piece = {1, 0, x, 0, 1, 0};
    assembly.pieces.push_back(place);
  }
  fit_canvases(puzzle, assembly);
  return {puzzle, assembly};
}

int num_open(const cv::Mat& canvas) {
  cv::Mat alpha;
  cv::extractChannel(canvas, alpha, 3);
  return static_cast<int>(alpha.total()) - cv::countNonZero(alpha);
}

TEST(RenderTorn, TouchingPiecesLeaveNoCracksWhereverTheyLie) {
  const Piece piece = plain_piece({20, 10}, cv::Scalar::all(90));
  for (const double gap : {0.0, 0.3, 0.5, 0.7, 1.0, 1.4}) {
    const auto [puzzle, assembly] = row_of({piece, piece}, {0, 20 + gap});
    EXPECT_EQ(num_open(render(puzzle, assembly, 0)), 0) << gap;
  }
}

TEST(RenderTorn, RealGapsStayOpenAndRimsDoNotGrow) {
  const Piece piece = plain_piece({20, 10}, cv::Scalar::all(90));
  const auto [puzzle, assembly] = row_of({piece, piece}, {0, 24});
  const cv::Mat canvas = render(puzzle, assembly, 0);
  EXPECT_EQ(canvas.size(), cv::Size(44, 10));
  EXPECT_EQ(num_open(canvas), 40);
}

TEST(RenderTorn, OverlapIsSharedInTheMiddle) {
  const auto [puzzle, assembly] =
      row_of({plain_piece({20, 30}, cv::Scalar::all(10)), plain_piece({20, 30}, cv::Scalar::all(240))}, {0, 14});
  const cv::Mat canvas = render(puzzle, assembly, 0);
  EXPECT_EQ(canvas.at<cv::Vec4b>(15, 16)[0], 10);
  EXPECT_EQ(canvas.at<cv::Vec4b>(15, 17)[0], 240);
}

TEST(RenderTorn, NoBackgroundBleedsIn) {
  Piece piece = plain_piece({30, 30}, cv::Scalar::all(0));
  piece.mask = cv::Scalar(0);
  piece.mask(cv::Rect(5, 5, 20, 20)) = 255;
  piece.pixels(cv::Rect(5, 5, 20, 20)) = cv::Scalar::all(200);
  auto [puzzle, assembly] = row_of({piece}, {0});
  const double c = std::cos(0.4), s = std::sin(0.4);
  assembly.pieces[0].canvas_from_piece = {c, -s, 0, s, c, 0};
  fit_canvases(puzzle, assembly);
  const cv::Mat canvas = render(puzzle, assembly, 0);
  int num_drawn = 0;
  for (int y = 0; y < canvas.rows; ++y) {
    for (int x = 0; x < canvas.cols; ++x) {
      const cv::Vec4b pixel = canvas.at<cv::Vec4b>(y, x);
      if (pixel[3] == 0) continue;
      ++num_drawn;
      EXPECT_EQ(pixel[0], 200);
    }
  }
  EXPECT_NEAR(num_drawn, 400, 12);
}

TEST(RenderTorn, UnturnedPiecesAreCopiedExactly) {
  const cv::Mat picture = random_picture({25, 18}, 4, CV_16UC3);
  const auto [puzzle, assembly] = row_of({{"p", "p.png", picture, cv::Mat()}}, {0});
  cv::Mat colour;
  cv::cvtColor(render(puzzle, assembly, 0), colour, cv::COLOR_BGRA2BGR);
  EXPECT_TRUE(equal_pixels(colour, picture));
}

TEST(RenderTorn, APieceOutsideOfTheCanvasIsNamed) {
  const auto row = row_of({plain_piece({20, 10}, cv::Scalar::all(90))}, {0});
  for (const double x : {30.0, -9.0, std::nan("")}) {
    Assembly assembly = row.second;
    assembly.pieces[0].id = "stray";
    assembly.pieces[0].canvas_from_piece(0, 2) = x;
    EXPECT_THAT([&] { render(row.first, assembly, 0); }, ThrowsMessage<Error>(HasSubstr("stray")));
  }
}

TEST(RenderTorn, ThreadsDoNotChangeThePicture) {
  const CutPuzzle made = cut({random_picture({120, 90}, 6)}, {.kind = "torn", .pieces = 9});
  const cv::Mat many = render(made.puzzle, made.truth, 0);
  const ThreadLimit one(1);
  EXPECT_TRUE(equal_pixels(many, render(made.puzzle, made.truth, 0)));
}

}  // namespace
}  // namespace solve_puzzle
