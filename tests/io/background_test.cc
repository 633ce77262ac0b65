// SPDX-License-Identifier: Apache-2.0
#include "io/background.h"

#include <gtest/gtest.h>

#include "tests/io/made_fragments.h"

namespace solve_puzzle {
namespace {

const cv::Scalar kPink(200, 150, 250);

TEST(Background, APlainColourIsFoundExactly) {
  const auto found = find_background(border_pixels({cv::Mat(20, 30, CV_8UC3, kPink)}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->colour, cv::Vec3d(200, 150, 250));
  EXPECT_EQ(found->share, 1.0);
}

TEST(Background, NoiseWidensTheToleranceAndKeepsTheColour) {
  const cv::Mat plain(200, 200, CV_8UC3, cv::Scalar(120, 100, 90));
  const auto calm = find_background(border_pixels({plain}));
  const auto noisy = find_background(border_pixels({with_noise(plain, 4, 3)}));
  ASSERT_TRUE(calm && noisy);
  EXPECT_GT(noisy->tolerance, calm->tolerance);
  EXPECT_NEAR(cv::norm(noisy->colour - cv::Vec3d(120, 100, 90)), 0, 1);
  EXPECT_GT(noisy->share, 0.97);
}

TEST(Background, TheColourOfMostBordersWins) {
  const cv::Mat pink(40, 40, CV_8UC3, kPink);
  cv::Mat half = pink.clone();
  half.rowRange(0, 12).setTo(cv::Scalar(0, 0, 0));  // a fragment that reaches the border
  const auto found = find_background(border_pixels({pink, half}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->colour, cv::Vec3d(200, 150, 250));
}

TEST(Background, APictureOfManyColoursHasNone) {
  cv::Mat picture(60, 60, CV_8UC3);
  Random random(5);
  for (int y = 0; y < 60; ++y) {
    for (int x = 0; x < 180; ++x) picture.ptr(y)[x] = static_cast<std::uint8_t>(random.below(256));
  }
  EXPECT_FALSE(find_background(border_pixels({picture})));
  EXPECT_FALSE(find_background(cv::Mat()));
}

TEST(Background, SixteenBitsGiveTheMaskOfEightBits) {
  const MadeFragment made = made_fragment({50, 40}, kPink);
  cv::Mat deep;
  made.pixels.convertTo(deep, CV_16U, 257);
  const auto found = find_background(border_pixels({deep}));
  ASSERT_TRUE(found);
  EXPECT_EQ(cv::countNonZero(where_background(deep, *found) != where_background(made.pixels, *found)), 0);
  EXPECT_EQ(cv::countNonZero(where_background(deep, *found) != ~made.mask), 0);
}

}  // namespace
}  // namespace solve_puzzle
