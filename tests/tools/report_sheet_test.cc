// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/report_sheet.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "puzzles/render.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

TEST(ReportSheet, ShowsTheVeryPixelsThatRenderDraws) {
  for (const char* rotation : {"none", "quarter"}) {
    for (const int type : {CV_8UC3, CV_16UC3}) {
      const CutPuzzle made = cut({random_picture({70, 56}, 3, type)}, {.piece_size = "14", .rotation = rotation});
      const SheetLayout layout = lay_out_sheet(made.puzzle, made.truth);
      const SheetPicture sheet = draw_sheet(made.puzzle, made.truth, layout);
      cv::Mat expected = render(made.puzzle, made.truth, 0);
      if (type == CV_16UC3) expected.convertTo(expected, CV_8U, 1 / 257.0);
      EXPECT_LE(cv::norm(sheet.picture(layout.groups[0]), expected, cv::NORM_INF), type == CV_16UC3 ? 1 : 0);
    }
  }
}

TEST(ReportSheet, GroupsAndFreePiecesDoNotOverlap) {
  const CutPuzzle made =
      cut({random_picture({70, 56}, 3), random_picture({28, 28}, 4)}, {.piece_size = "14", .missing = 0.2});
  Assembly answer = made.truth;
  for (const std::size_t i : {0U, 5U}) answer.pieces[i].placed = false;
  const SheetLayout layout = lay_out_sheet(made.puzzle, answer);
  std::vector<cv::Rect> boxes = layout.groups;
  ASSERT_EQ(boxes.size(), 2U);
  EXPECT_FALSE(layout.tray.empty());
  boxes.push_back(layout.tray);
  for (std::size_t a = 0; a < boxes.size(); ++a) {
    EXPECT_EQ(boxes[a] & cv::Rect({0, 0}, layout.size), boxes[a]);
    for (std::size_t b = 0; b < a; ++b) EXPECT_TRUE((boxes[a] & boxes[b]).empty());
  }
}

TEST(ReportSheet, TornPiecesAreDrawnAtAnyAngle) {
  Puzzle puzzle{.kind = Kind::kTorn, .rotation = Rotation::kFree, .piece_size = {}, .pieces = {}};
  Piece piece{.id = "p",
              .file = "",
              .pixels = cv::Mat(40, 60, CV_8UC3, cv::Scalar(0, 0, 255)),
              .mask = cv::Mat::zeros(40, 60, CV_8U)};
  cv::circle(piece.mask, {30, 20}, 15, 255, cv::FILLED);
  puzzle.pieces.push_back(piece);
  Assembly answer{.kind = Kind::kTorn, .rotation = Rotation::kFree, .piece_size = {}};
  PlacedPiece placed{.id = "p", .file = "", .placed = true, .group = 0};
  const double c = std::cos(0.5), s = std::sin(0.5);
  placed.canvas_from_piece = {c, -s, 50 - c * 30 + s * 20, s, c, 45 - s * 30 - c * 20};  // the middle comes to (50, 45)
  answer.pieces.push_back(placed);
  answer.groups.push_back({.num_pieces = 1, .width = 100, .height = 90});
  const SheetLayout layout = lay_out_sheet(puzzle, answer);
  const cv::Mat picture = draw_sheet(puzzle, answer, layout).picture;
  for (int y = 0; y < 90; ++y) {
    for (int x = 0; x < 100; ++x) {
      const double distance = std::hypot(x - 50, y - 45);
      if (distance < 13) {
        EXPECT_EQ(picture.at<cv::Vec4b>(y, x), cv::Vec4b(0, 0, 255, 255));
      } else if (distance > 17) {
        EXPECT_EQ(picture.at<cv::Vec4b>(y, x)[3], 0);
      }
    }
  }
}

TEST(ReportSheet, NoCracksShowBetweenTornPieces) {
  const CutPuzzle made = cut({random_picture({160, 120}, 3)}, {.kind = "torn", .pieces = 8});
  const SheetLayout layout = lay_out_sheet(made.puzzle, made.truth);
  for (const int max_pixels : {1'000'000, 10'000}) {
    const SheetPicture sheet = draw_sheet(made.puzzle, made.truth, layout, max_pixels);
    EXPECT_EQ(sheet.num_halved, max_pixels > 20'000 ? 0 : 1);
    cv::Mat alpha;
    cv::extractChannel(sheet.picture, alpha, 3);
    const cv::Rect whole({0, 0}, sheet.picture.size());
    const cv::Rect inside(whole.x + 4, whole.y + 4, whole.width - 8, whole.height - 8);
    EXPECT_EQ(cv::countNonZero(alpha(inside)), inside.area());
  }
}

TEST(ReportSheet, LargePicturesAreHalved) {
  const CutPuzzle made = cut({random_picture({280, 224}, 3)}, {.piece_size = "14"});
  const SheetLayout layout = lay_out_sheet(made.puzzle, made.truth);
  const SheetPicture sheet = draw_sheet(made.puzzle, made.truth, layout, /*max_pixels=*/20000);
  EXPECT_EQ(sheet.num_halved, 1);
  EXPECT_EQ(sheet.picture.size(), cv::Size(140, 112));
  cv::Mat alpha;
  cv::extractChannel(sheet.picture, alpha, 3);
  EXPECT_EQ(cv::countNonZero(alpha), 140 * 112) << "no gaps between the pieces";
}

TEST(ReportSheet, NoPieceIsAnEmptySheet) {
  EXPECT_EQ(draw_sheet({}, {}, lay_out_sheet({}, {})).picture.size(), cv::Size(1, 1));
}

}  // namespace
}  // namespace solve_puzzle
