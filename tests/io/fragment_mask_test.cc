// SPDX-License-Identifier: Apache-2.0
#include "io/fragment_mask.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/io/made_fragments.h"

namespace solve_puzzle {
namespace {

TEST(FragmentMask, IsTheLargestComponent) {
  cv::Mat mask = cv::Mat::zeros(30, 40, CV_8UC1);
  mask(cv::Rect(2, 2, 5, 5)) = 255;
  const cv::Mat small = mask.clone();
  mask(cv::Rect(12, 8, 20, 15)) = 255;
  EXPECT_EQ(cv::countNonZero(fragment_mask(~mask) != (mask & ~small)), 0);
}

TEST(FragmentMask, OfNothingIsNothing) {
  EXPECT_EQ(cv::countNonZero(fragment_mask(cv::Mat(4, 5, CV_8UC1, cv::Scalar(255)))), 0);
}

TEST(FragmentMask, AHoleStaysAndSpecksAreFilled) {
  cv::Mat mask = cv::Mat::zeros(60, 60, CV_8UC1);
  mask(cv::Rect(5, 5, 50, 50)) = 255;
  mask(cv::Rect(20, 20, 8, 8)) = 0;
  cv::Mat specked = mask.clone();
  specked(cv::Rect(40, 40, 2, 2)) = 0;
  specked.at<std::uint8_t>(10, 45) = 0;
  specked(cv::Rect(10, 40, 1, 12)) = 0;  // thin, but long: a bright line of the picture
  EXPECT_EQ(cv::countNonZero(fragment_mask(~specked) != mask), 0);
}

}  // namespace
}  // namespace solve_puzzle
