// SPDX-License-Identifier: Apache-2.0
#include "io/shaded_background.h"

#include <gtest/gtest.h>

#include "tests/io/made_fragments.h"

namespace solve_puzzle {
namespace {

/// A bare sheet that grows darker towards the lower right, with a vignette.
cv::Mat shaded_sheet(cv::Size size) {
  cv::Mat sheet(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double u = 2.0 * x / (size.width - 1) - 1, v = 2.0 * y / (size.height - 1) - 1;
      const double light = 1 - 0.12 * (u + v) - 0.15 * (u * u + v * v);
      for (int c = 0; c < 3; ++c) {
        sheet.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<std::uint8_t>((200 - 20 * c) * light);
      }
    }
  }
  return sheet;
}

TEST(ShadedBackground, FollowsUnevenLight) {
  const cv::Mat sheet = shaded_sheet({300, 200});
  const auto found = find_shaded_background(sheet);
  ASSERT_TRUE(found);
  for (const cv::Point at : {cv::Point(5, 5), cv::Point(150, 100), cv::Point(295, 190)}) {
    EXPECT_LT(cv::norm(found->at(at.x, at.y, sheet.size()) - cv::Vec3d(sheet.at<cv::Vec3b>(at))), 6);
  }
  EXPECT_GT(cv::countNonZero(where_sheet(sheet, *found)), 0.99 * 60000);
}

TEST(ShadedBackground, AFragmentUnderAnyLightIsNoSheet) {
  cv::Mat picture = shaded_sheet({300, 200});
  const cv::Rect place(90, 50, 100, 80);
  picture(place) = cv::Scalar(40, 90, 160);
  const auto found = find_shaded_background(picture);
  ASSERT_TRUE(found);
  const cv::Mat sheet = where_sheet(picture, *found);
  EXPECT_EQ(cv::countNonZero(sheet(place)), 0);
  EXPECT_GT(cv::countNonZero(sheet), 0.99 * (60000 - 8000));
}

TEST(ShadedBackground, GreyContentOnAWhiteSheetIsNoShadow) {
  cv::Mat picture(200, 300, CV_8UC3, cv::Scalar::all(240));
  const cv::Rect place(90, 50, 100, 80);
  picture(place) = cv::Scalar::all(170);
  const auto found = find_shaded_background(picture);
  ASSERT_TRUE(found);
  EXPECT_EQ(cv::countNonZero(where_sheet(picture, *found)(place)), 0);
}

TEST(ShadedBackground, SixteenBitsAreAsEight) {
  const cv::Mat sheet = shaded_sheet({120, 90});
  cv::Mat deep;
  sheet.convertTo(deep, CV_16U, 257);
  const auto found = find_shaded_background(sheet);
  const auto found_deep = find_shaded_background(deep);
  ASSERT_TRUE(found && found_deep);
  EXPECT_EQ(cv::countNonZero(where_sheet(sheet, *found) != where_sheet(deep, *found_deep)), 0);
}

}  // namespace
}  // namespace solve_puzzle
