// SPDX-License-Identifier: Apache-2.0
#include "attention/band.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "puzzles/error.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

Piece random_piece(cv::Size size, int type = CV_8UC3) {
  Piece piece{.id = "p", .pixels = cv::Mat(size, type)};
  cv::theRNG().state = 7;
  cv::randu(piece.pixels, 0, type == CV_8UC3 ? 256 : 65536);
  return piece;
}

float value_at(const Band& band, int channel, int line, int position) {
  return band.values[static_cast<std::size_t>((channel * band.depth + line) * band.length + position)];
}

float as_seen(unsigned char value) { return (static_cast<float>(value) / 255.0F - 0.5F) / 0.25F; }

TEST(Band, ReadsEverySideClockwiseFromTheOutside) {
  const Piece piece = random_piece({5, 3});
  const cv::Mat& pixels = piece.pixels;
  const auto expect_pixel = [&](int side, int line, int position, cv::Point pixel) {
    const Band band = extract_band(piece, side, 2);
    for (int c = 0; c < 3; ++c) {
      EXPECT_FLOAT_EQ(value_at(band, c, line, position), as_seen(pixels.at<cv::Vec3b>(pixel)[c])) << "side " << side;
    }
  };
  expect_pixel(kTop, 0, 1, {1, 0});
  expect_pixel(kTop, 1, 4, {4, 1});
  expect_pixel(kRight, 0, 1, {4, 1});
  expect_pixel(kRight, 1, 2, {3, 2});
  expect_pixel(kBottom, 0, 0, {4, 2});
  expect_pixel(kBottom, 1, 3, {1, 1});
  expect_pixel(kLeft, 0, 0, {0, 2});
  expect_pixel(kLeft, 1, 2, {1, 0});
}

TEST(Band, HasTheLengthOfItsSide) {
  const Piece piece = random_piece({5, 3});
  EXPECT_EQ(extract_band(piece, kTop, 2).length, 5);
  EXPECT_EQ(extract_band(piece, kLeft, 2).length, 3);
  EXPECT_EQ(extract_band(piece, kLeft, 2).values.size(), 4U * 2U * 3U);
}

TEST(Band, TurningThePieceTurnsItsBands) {
  const Piece piece = random_piece({6, 4});
  for (int turns = 0; turns < 4; ++turns) {
    Piece again = piece;
    again.pixels = turned(piece.pixels, turns);
    for (int side = 0; side < 4; ++side) {
      const int facing = direction_of(side, turns);
      EXPECT_EQ(extract_band(piece, side, 3).values, extract_band(again, facing, 3).values) << side << " " << turns;
    }
  }
}

TEST(Band, DoesNotDependOnTheBitsOfAPixel) {
  const Piece shallow = random_piece({4, 4});
  Piece deep = shallow;
  shallow.pixels.convertTo(deep.pixels, CV_16UC3, 257.0);
  EXPECT_THAT(extract_band(deep, kRight, 3).values,
              testing::Pointwise(testing::FloatNear(1e-6F), extract_band(shallow, kRight, 3).values));
}

TEST(Band, IsZeroBeyondThePieceAndOutsideItsMask) {
  Piece piece = random_piece({2, 2});
  piece.mask = cv::Mat(2, 2, CV_8UC1, cv::Scalar(255));
  piece.mask.at<unsigned char>(0, 1) = 0;
  const Band band = extract_band(piece, kTop, 3);
  for (int c = 0; c < kBandChannels; ++c) {
    EXPECT_EQ(value_at(band, c, 0, 1), 0.0F);
    EXPECT_EQ(value_at(band, c, 2, 0), 0.0F);
  }
  EXPECT_EQ(value_at(band, 3, 0, 0), 1.0F);
  EXPECT_EQ(value_at(band, 3, 1, 1), 1.0F);
}

TEST(Band, OnePixelIsEnough) { EXPECT_EQ(extract_band(random_piece({1, 1}), kLeft, 1).values.size(), 4U); }

TEST(Band, WrongDepthSideOrPixelsThrow) {
  const Piece piece = random_piece({4, 4});
  EXPECT_THROW(extract_band(piece, kTop, 0), Error);
  EXPECT_THROW(extract_band(piece, 4, 1), Error);
  EXPECT_THROW(extract_band(Piece{.id = "empty"}, kTop, 1), Error);
  EXPECT_THROW(extract_band(Piece{.id = "grey", .pixels = cv::Mat(4, 4, CV_8UC1)}, kTop, 1), Error);
}

}  // namespace
}  // namespace solve_puzzle
