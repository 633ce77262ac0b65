// SPDX-License-Identifier: Apache-2.0
#include "puzzles/rigid.h"

#include <gtest/gtest.h>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

cv::Matx23d any_motion(Random& random) {
  const double angle = 6.28 * random.uniform();
  return {std::cos(angle), -std::sin(angle), 99 * random.normal(),
          std::sin(angle), std::cos(angle),  99 * random.normal()};
}

TEST(Rigid, AfterIsOneMotionAfterTheOtherAndInverseUndoes) {
  Random random(3);
  for (int i = 0; i < 20; ++i) {
    const cv::Matx23d a = any_motion(random), b = any_motion(random);
    const cv::Point2d point{random.normal(), random.normal()};
    EXPECT_NEAR(cv::norm(moved(after(a, b), point) - moved(a, moved(b, point))), 0, 1e-9);
    EXPECT_NEAR(cv::norm(moved(after(inverse(a), a), point) - point), 0, 1e-9);
  }
}

TEST(Rigid, AngleBetweenIsSmallAroundTheFullTurn) {
  const auto turn = [](double angle) {
    return cv::Matx23d(std::cos(angle), -std::sin(angle), 0, std::sin(angle), std::cos(angle), 0);
  };
  EXPECT_NEAR(angle_between(turn(3.1), turn(-3.1)), 2 * CV_PI - 6.2, 1e-12);
  EXPECT_NEAR(angle_between(turn(1), turn(-1)), 2, 1e-12);
  EXPECT_NEAR(angle_of(turn(-2)), -2, 1e-12);
}

TEST(RigidFit, FindsTheMotion) {
  Random random(4);
  const cv::Matx23d wanted = any_motion(random);
  std::vector<cv::Point2d> from, to;
  for (int i = 0; i < 5; ++i) {
    from.push_back({50 * random.normal(), 50 * random.normal()});
    to.push_back(moved(wanted, from.back()));
  }
  EXPECT_NEAR(cv::norm(rigid_fit(from, to) - wanted), 0, 1e-9);
}

TEST(RigidFit, NoMotionNearbyIsBetter) {
  Random random(5);
  std::vector<cv::Point2d> from, to;
  for (int i = 0; i < 8; ++i) {
    from.push_back({50 * random.normal(), 50 * random.normal()});
    to.push_back({50 * random.normal(), 50 * random.normal()});
  }
  const auto cost = [&](const cv::Matx23d& motion) {
    double sum = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const cv::Point2d off = moved(motion, from[i]) - to[i];
      sum += off.dot(off);
    }
    return sum;
  };
  const cv::Matx23d best = rigid_fit(from, to);
  for (const double step : {-0.01, 0.01}) {
    const cv::Matx23d turn(std::cos(step), -std::sin(step), 0, std::sin(step), std::cos(step), 0);
    EXPECT_GT(cost(after(best, turn)), cost(best));
    EXPECT_GT(cost(after({1, 0, step, 0, 1, 0}, best)), cost(best));
    EXPECT_GT(cost(after({1, 0, 0, 0, 1, step}, best)), cost(best));
  }
}

TEST(RigidFit, OnePointIsShifted) { EXPECT_EQ(rigid_fit({{1, 2}}, {{5, 9}}), cv::Matx23d(1, 0, 4, 0, 1, 7)); }

}  // namespace
}  // namespace solve_puzzle
