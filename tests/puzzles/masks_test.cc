// SPDX-License-Identifier: Apache-2.0
#include "puzzles/masks.h"

#include <gtest/gtest.h>

namespace solve_puzzle {
namespace {

TEST(LargestComponent, KeepsItsHolesAndLeavesTheRest) {
  cv::Mat mask = cv::Mat::zeros(30, 40, CV_8UC1);
  mask(cv::Rect(12, 8, 20, 15)) = 255;
  mask(cv::Rect(20, 12, 3, 3)) = 0;
  const cv::Mat expected = mask.clone();
  mask(cv::Rect(2, 2, 5, 5)) = 255;
  mask.at<std::uint8_t>(7, 11) = 255;  // touches with a corner only
  EXPECT_EQ(cv::countNonZero(largest_component(mask) != expected), 0);
}

TEST(LargestComponent, OfNothingIsNothing) {
  const cv::Mat none = largest_component(cv::Mat::zeros(4, 5, CV_8UC1));
  EXPECT_EQ(none.size(), cv::Size(5, 4));
  EXPECT_EQ(cv::countNonZero(none), 0);
}

TEST(IsCutByBorder, NeedsALongContact) {
  cv::Mat mask = cv::Mat::zeros(30, 40, CV_8UC1);
  mask(cv::Rect(10, 5, 12, 20)) = 255;
  EXPECT_FALSE(is_cut_by_border(mask, 1));
  EXPECT_TRUE(is_cut_by_border(mask.rowRange(6, 30), 12));
  EXPECT_FALSE(is_cut_by_border(mask.rowRange(6, 30), 13));
}

}  // namespace
}  // namespace solve_puzzle
