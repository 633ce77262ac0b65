// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/pose.h"

#include <gtest/gtest.h>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

TEST(TornPose, ComposingWithTheInverseMovesNothing) {
  Random random(1);
  for (int i = 0; i < 100; ++i) {
    const Pose pose = make_pose(7 * random.uniform(), 100 * random.normal(), 100 * random.normal());
    const PoseDifference left = difference(pose * inverse(pose), Pose{}, {50, -20});
    EXPECT_LT(left.distance + left.angle, 1e-9);
  }
}

TEST(TornPose, ComposingIsApplyingOneAfterTheOther) {
  Random random(2);
  for (int i = 0; i < 100; ++i) {
    const Pose p = make_pose(7 * random.uniform(), random.normal(), random.normal());
    const Pose q = make_pose(7 * random.uniform(), random.normal(), random.normal());
    const cv::Point2d point(random.normal(), random.normal());
    EXPECT_LT(cv::norm((p * q) * point - p * (q * point)), 1e-9);
  }
}

TEST(TornPose, MatrixAndBackIsTheSame) {
  const Pose pose = make_pose(2.5, 3, -4);
  const PoseDifference left = difference(pose_of(matrix_of(pose)), pose, {10, 10});
  EXPECT_LT(left.distance + left.angle, 1e-12);
}

TEST(TornPose, TurningAroundAPointLeavesIt) {
  const cv::Point2d centre(30, 40);
  EXPECT_LT(cv::norm(turn_around(centre, 1.2, {0, 0}) * centre - centre), 1e-9);
}

}  // namespace
}  // namespace solve_puzzle
