// SPDX-License-Identifier: Apache-2.0
#include "io/jpeg_wear.h"

#include <gtest/gtest.h>

#include "puzzles/sample.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

cv::Mat picture() { return sample_picture({61, 45}, 2); }

double mean_difference(const cv::Mat& a, const cv::Mat& b) {
  return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * 3);
}

TEST(JpegWear, KeepsSizeAndTypeWhateverTheOffset) {
  for (const cv::Point offset : {cv::Point(0, 0), cv::Point(3, 5), cv::Point(-1, -9), cv::Point(16, 100)}) {
    const cv::Mat worn = jpeg_worn(picture(), 80, offset);
    EXPECT_EQ(worn.size(), picture().size());
    EXPECT_EQ(worn.type(), CV_8UC3);
  }
}

TEST(JpegWear, HighestQualityIsNearlyTheSame) {
  // In grey: colours are halved in resolution at any quality.
  cv::Mat channel, grey;
  cv::extractChannel(picture(), channel, 1);
  cv::merge(std::vector<cv::Mat>(3, channel), grey);
  EXPECT_LT(mean_difference(jpeg_worn(grey, 100, {0, 0}), grey), 1.0);
  EXPECT_LT(mean_difference(jpeg_worn(grey, 100, {3, 5}), grey), 1.0);
}

TEST(JpegWear, ThePictureStaysInItsPlace) {
  // One step at a block border: no ringing there, and any shift by a pixel would cost many levels.
  cv::Mat halves(32, 32, CV_8UC3, cv::Scalar::all(40));
  halves.colRange(16, 32).setTo(cv::Scalar::all(200));
  for (const cv::Point offset : {cv::Point(0, 0), cv::Point(3, 5), cv::Point(-2, -3)}) {
    const cv::Mat worn = jpeg_worn(halves, 100, offset);
    EXPECT_LT(mean_difference(worn, halves), 2.0) << offset;
  }
}

TEST(JpegWear, LowerQualityIsFurtherFromThePicture) {
  const double high = mean_difference(jpeg_worn(picture(), 95, {0, 0}), picture());
  const double middle = mean_difference(jpeg_worn(picture(), 50, {0, 0}), picture());
  const double low = mean_difference(jpeg_worn(picture(), 5, {0, 0}), picture());
  EXPECT_LT(high, middle);
  EXPECT_LT(middle, low);
  EXPECT_GT(low, 3.0);
}

TEST(JpegWear, SameArgumentsGiveTheSameResultAndThePictureIsLeftAlone) {
  const cv::Mat before = picture();
  const cv::Mat given = before.clone();
  EXPECT_TRUE(equal_pixels(jpeg_worn(given, 30, {3, 1}), jpeg_worn(given, 30, {3, 1})));
  EXPECT_TRUE(equal_pixels(given, before));
}

TEST(JpegWear, TheOffsetMovesTheGridOfBlocksAndWrapsAroundAtEight) {
  const cv::Mat at_zero = jpeg_worn(picture(), 30, {0, 0});
  EXPECT_FALSE(equal_pixels(jpeg_worn(picture(), 30, {3, 0}), at_zero));
  EXPECT_FALSE(equal_pixels(jpeg_worn(picture(), 30, {0, 3}), at_zero));
  EXPECT_TRUE(equal_pixels(jpeg_worn(picture(), 30, {8, -16}), at_zero));
  EXPECT_TRUE(equal_pixels(jpeg_worn(picture(), 30, {-3, -5}), jpeg_worn(picture(), 30, {5, 3})));
}

/// The mean step between neighbouring columns, for columns whose number has the given rest modulo 8.
double step_at(const cv::Mat& grey, int rest) {
  double sum = 0;
  int count = 0;
  for (int x = 8 + rest; x + 8 < grey.cols; x += 8) {
    sum += cv::norm(grey.col(x), grey.col(x - 1), cv::NORM_L1);
    ++count;
  }
  return sum / count;
}

TEST(JpegWear, BlockBordersShowWhereTheOffsetSays) {
  // A slow ramp of grey: at low quality each block becomes plain, steps stand at block borders only.
  cv::Mat ramp(32, 128, CV_8UC3);
  for (int x = 0; x < ramp.cols; ++x) ramp.col(x).setTo(cv::Scalar::all(20 + 1.5 * x));
  for (const int offset : {0, 3, 6}) {
    const cv::Mat worn = jpeg_worn(ramp, 1, {offset, 0});
    const int border = (8 - offset) % 8;
    for (int rest = 0; rest < 8; ++rest) {
      if (rest == border) continue;
      EXPECT_GT(step_at(worn, border), step_at(worn, rest)) << offset << " " << rest;
    }
  }
}

}  // namespace
}  // namespace solve_puzzle
