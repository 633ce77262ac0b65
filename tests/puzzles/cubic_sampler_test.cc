// SPDX-License-Identifier: Apache-2.0
#include "puzzles/cubic_sampler.h"

#include <gtest/gtest.h>

#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

TEST(CubicSampler, WeightsSumToOneAndPassThroughThePixels) {
  for (const double t : {0.0, 0.1, 0.5, 0.93}) {
    const auto w = cubic_weights(t);
    EXPECT_NEAR(w[0] + w[1] + w[2] + w[3], 1, 1e-12);
  }
  EXPECT_EQ(cubic_weights(0), (std::array<double, 4>{0, 1, 0, 0}));
}

TEST(CubicSampler, AtWholePixelsIsThePixel) {
  const cv::Mat picture = random_picture({9, 7}, 3);
  const cv::Mat everywhere;
  const CubicSampler sampler(picture, everywhere);
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 9; ++x) EXPECT_EQ(sampler.at(x, y), cv::Vec3d(picture.at<cv::Vec3b>(y, x)));
  }
}

TEST(CubicSampler, SlopesStaySlopes) {
  cv::Mat picture(20, 20, CV_16UC3);
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 20; ++x)
      picture.at<cv::Vec3w>(y, x) = cv::Vec3w::all(static_cast<std::uint16_t>(100 * x + 7 * y));
  }
  const cv::Mat everywhere;
  EXPECT_NEAR(CubicSampler(picture, everywhere).at(8.3, 11.7)[1], 100 * 8.3 + 7 * 11.7, 1e-9);
}

TEST(CubicSampler, WhatIsNotPieceWeighsNothing) {
  cv::Mat picture(20, 20, CV_8UC3, cv::Scalar::all(255));
  cv::Mat mask = cv::Mat::zeros(20, 20, CV_8UC1);
  mask(cv::Rect(5, 5, 8, 8)) = 255;
  picture(cv::Rect(5, 5, 8, 8)) = cv::Scalar::all(40);
  const CubicSampler sampler(picture, mask);
  for (const double x : {4.2, 4.6, 5.5, 9.1, 12.4, 12.9}) EXPECT_NEAR(sampler.at(x, 8.3)[0], 40, 1e-9) << x;
  EXPECT_EQ(sampler.at(1, 1), cv::Vec3d());
}

}  // namespace
}  // namespace solve_puzzle
