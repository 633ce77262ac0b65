// SPDX-License-Identifier: Apache-2.0
#include "puzzles/label_field.h"

#include <gtest/gtest.h>

namespace solve_puzzle {
namespace {

TEST(JoinStrays, GivesIslandsToTheNeighbourWithTheLongestBorder) {
  LabelField field = {cv::Mat(20, 30, CV_16UC1, cv::Scalar(0)), 3};
  field.labels.colRange(15, 30) = 1;
  field.labels(cv::Rect(2, 2, 4, 4)) = 2;    // the larger component of label 2
  field.labels(cv::Rect(20, 10, 3, 3)) = 2;  // lies in label 1
  join_strays(field);
  EXPECT_EQ(field.labels.at<std::uint16_t>(11, 21), 1);
  EXPECT_EQ(field.labels.at<std::uint16_t>(3, 3), 2);
}

TEST(Depths, CountFromTheBorderInPicturePixels) {
  LabelField field = {cv::Mat(40, 60, CV_16UC1, cv::Scalar(0)), 2};
  field.labels.colRange(30, 60) = 1;
  const cv::Mat depth = depths(field);
  EXPECT_FLOAT_EQ(depth.at<float>(20, 30), 0.25F);  // the middle of the first cell beyond the border
  EXPECT_FLOAT_EQ(depth.at<float>(20, 27), 1.25F);
  EXPECT_FLOAT_EQ(depth.at<float>(0, 10), 0.25F);
}

TEST(Contacts, AreLengthsOfCommonBorders) {
  LabelField field = {cv::Mat(40, 60, CV_16UC1, cv::Scalar(0)), 3};
  field.labels.colRange(30, 60) = 1;
  field.labels(cv::Rect(0, 0, 10, 10)) = kNoLabel;
  const auto lengths = contacts(field);
  ASSERT_EQ(lengths.size(), 1U);
  EXPECT_NEAR(lengths.at({0, 1}), 20 * CV_PI / 4, 1e-9);  // 40 cells are 20 pixels, less what stairs would have more
}

TEST(LabelField, IsAskedAtPointsOfThePicture) {
  LabelField field = {cv::Mat(20, 40, CV_16UC1, cv::Scalar(0)), 2};  // a picture of 20 x 10
  field.labels.colRange(20, 40) = 1;
  EXPECT_EQ(field.at(9.49, 5), 0);
  EXPECT_EQ(field.at(9.51, 5), 1);
  EXPECT_EQ(field.at(-0.49, -0.49), 0);
  EXPECT_EQ(field.at(-0.51, 0), kNoLabel);
  EXPECT_EQ(field.at(5, 9.51), kNoLabel);
  EXPECT_DOUBLE_EQ(picture_from_cell(0), -0.25);
}

}  // namespace
}  // namespace solve_puzzle
