// SPDX-License-Identifier: Apache-2.0
#include "puzzles/square_grid.h"

#include <gtest/gtest.h>

#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

TEST(SquareGrid, SideFacingUndoesDirectionOf) {
  for (int turns = 0; turns < 4; ++turns) {
    for (int side = 0; side < 4; ++side) EXPECT_EQ(side_facing(direction_of(side, turns), turns), side);
  }
}

TEST(SquareGrid, StepsToOppositeSidesCancel) {
  for (int direction = 0; direction < 4; ++direction) {
    EXPECT_EQ(step_towards(direction) + step_towards(opposite(direction)), cv::Point(0, 0));
  }
}

TEST(SquareGrid, PoseOfAPieceTurnedOnceIsTheOneOfTheFileFormat) {
  EXPECT_EQ(canvas_from_cell({1, 0}, 1, {28, 28}, {28, 28}), cv::Matx23d(0, 1, 28, -1, 0, 27));
}

/// Pixels, sides and poses speak of the same turn.
TEST(SquareGrid, PosesMapPixelsAsTurnedDoes) {
  const cv::Mat picture = random_picture({5, 3}, 1);
  for (int turns = -4; turns < 8; ++turns) {
    const cv::Mat upright = turned(picture, turns);
    const cv::Size size = turned_size(picture.size(), turns);
    ASSERT_EQ(upright.size(), size);
    const cv::Matx23d pose = canvas_from_cell({2, 1}, turns, picture.size(), size);
    for (int y = 0; y < picture.rows; ++y) {
      for (int x = 0; x < picture.cols; ++x) {
        const cv::Vec2d at = pose * cv::Vec3d(x, y, 1) - cv::Vec2d(2 * size.width, size.height);
        ASSERT_EQ(upright.at<cv::Vec3b>(cvRound(at[1]), cvRound(at[0])), picture.at<cv::Vec3b>(y, x));
      }
    }
  }
}

TEST(SquareGrid, SidesTurnAsPixelsDo) {
  cv::Mat picture(3, 3, CV_8UC3, cv::Scalar::all(0));
  picture.at<cv::Vec3b>(1, 2) = {255, 255, 255};  // on the right side
  for (int turns = 0; turns < 4; ++turns) {
    const cv::Point at = cv::Point(1, 1) + step_towards(direction_of(kRight, turns));
    EXPECT_EQ(turned(picture, turns).at<cv::Vec3b>(at)[0], 255) << turns;
  }
}

TEST(SquareGrid, RelativePosesChain) {
  Random random(2);
  for (int i = 0; i < 50; ++i) {
    const auto number = [&] { return static_cast<int>(random.below(9)); };
    const cv::Matx23d canvas_from_a = canvas_from_cell({number(), number()}, number(), {7, 4}, {7, 7});
    const cv::Matx23d canvas_from_b = canvas_from_cell({number(), number()}, number(), {7, 4}, {7, 7});
    const cv::Vec3d point(number(), number(), 1);
    const cv::Vec2d in_a = a_from_b(canvas_from_a, canvas_from_b) * point;
    EXPECT_EQ(canvas_from_a * cv::Vec3d(in_a[0], in_a[1], 1), canvas_from_b * point);
  }
}

}  // namespace
}  // namespace solve_puzzle
