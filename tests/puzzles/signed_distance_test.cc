// SPDX-License-Identifier: Apache-2.0
#include "puzzles/signed_distance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace solve_puzzle {
namespace {

TEST(SignedDistance, CountsFromHalfWayBetweenPixels) {
  cv::Mat mask = cv::Mat::zeros(20, 30, CV_8UC1);
  mask(cv::Rect(10, 0, 20, 20)) = 255;  // the outline runs at x = 9.5
  const SignedDistance distance(mask);
  EXPECT_NEAR(distance.at(10, 10), 0.5, 1e-6);
  EXPECT_NEAR(distance.at(9.5, 10), 0, 1e-6);
  EXPECT_NEAR(distance.at(7, 10), -2.5, 1e-6);
  EXPECT_NEAR(distance.at(12.25, 10), 2.75, 1e-6);
}

TEST(SignedDistance, OfADiscIsTheRadiusLessTheDistanceFromItsCentre) {
  cv::Mat mask = cv::Mat::zeros(81, 81, CV_8UC1);
  cv::circle(mask, {40, 40}, 30, cv::Scalar(255), cv::FILLED);
  const SignedDistance distance(mask);
  for (const cv::Point2d at : {cv::Point2d(40, 12), cv::Point2d(60.3, 55.1), cv::Point2d(3, 40), cv::Point2d(66, 66)}) {
    EXPECT_NEAR(distance.at(at.x, at.y), 30.3 - std::hypot(at.x - 40, at.y - 40), 0.6);
  }
}

TEST(SignedDistance, ThePaddingIsKnownAndBeyondItNothing) {
  const cv::Mat mask(10, 10, CV_8UC1, cv::Scalar(255));
  EXPECT_NEAR(SignedDistance(mask).at(-3, 5), -2.5, 1e-6);
  EXPECT_EQ(SignedDistance(mask).at(-9, 5), -SignedDistance::kFar);
  EXPECT_NEAR(SignedDistance(mask, 12).at(-9, 5), -8.5, 1e-6);
  EXPECT_EQ(SignedDistance(mask).at(std::nan(""), 5), -SignedDistance::kFar);
}

}  // namespace
}  // namespace solve_puzzle
