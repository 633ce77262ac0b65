// SPDX-License-Identifier: Apache-2.0
#include "puzzles/piece_outline.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace solve_puzzle {
namespace {

Piece masked_piece(cv::Size size) {
  return {.id = "p", .file = "", .pixels = cv::Mat(size, CV_8UC3), .mask = cv::Mat::zeros(size, CV_8U)};
}

TEST(PieceOutline, OfAnOpaquePictureIsItsRim) {
  const Piece piece{.id = "p", .file = "", .pixels = cv::Mat(10, 20, CV_8UC3), .mask = {}};
  const std::vector<cv::Point2f> expected = {{-0.5F, -0.5F}, {19.5F, -0.5F}, {19.5F, 9.5F}, {-0.5F, 9.5F}};
  EXPECT_EQ(piece_outline(piece), expected);
}

TEST(PieceOutline, FollowsTheLargestPartOfTheMaskClockwise) {
  Piece piece = masked_piece({80, 60});
  cv::circle(piece.mask, {40, 30}, 20, 255, cv::FILLED);
  piece.mask.at<std::uint8_t>(2, 2) = 255;
  const std::vector<cv::Point2f> outline = piece_outline(piece);
  EXPECT_NEAR(cv::contourArea(outline, /*oriented=*/true), CV_PI * 20 * 20, 60);
  for (const cv::Point2f& p : outline) EXPECT_NEAR(std::hypot(p.x - 40, p.y - 30), 20, 1.5);
  for (int y = 0; y < 60; ++y) {
    for (int x = 10; x < 80; ++x) {
      if (piece.mask.at<std::uint8_t>(y, x) == 0) continue;
      const cv::Point2f place(static_cast<float>(x), static_cast<float>(y));
      EXPECT_GT(cv::pointPolygonTest(outline, place, /*measureDist=*/true), -1.0);
    }
  }
}

TEST(PieceOutline, OfAnEmptyOrTinyMaskIsTheRim) {
  EXPECT_EQ(piece_outline(masked_piece({5, 5})).size(), 4U);
  Piece dot = masked_piece({5, 5});
  dot.mask.at<std::uint8_t>(2, 2) = 255;
  EXPECT_EQ(piece_outline(dot).size(), 4U);
}

}  // namespace
}  // namespace solve_puzzle
