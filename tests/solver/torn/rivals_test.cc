// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/rivals.h"

#include <gtest/gtest.h>

#include <cmath>

#include "solver/torn/contact.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

/// Three squares of one size: any may lie beside any.
struct Squares {
  Squares() {
    for (int i = 0; i < 3; ++i) {
      const cv::Mat pixels(60, 60, CV_8UC3, cv::Scalar(90, 120, 60 + 20 * i));
      puzzle.pieces.push_back({.id = std::to_string(i), .pixels = pixels});
    }
    scraps = make_scraps(make_fragments(puzzle, {.margin = 16}), 0, 1.25);
  }
  Puzzle puzzle;
  Scraps scraps;
};

JoinCandidate join(int a, int b, const Pose& pose, double log_odds) {
  JoinCandidate result{a, b, pose};
  result.log_odds = log_odds;
  return result;
}

const Pose kRight = make_pose(0, 60, 0), kBelow = make_pose(0, 0, 60);

TEST(Rivals, OfOneStretchLoseWhatTheOthersHave) {
  const Squares made;
  std::vector<JoinCandidate> joins = {join(0, 1, kRight, 3), join(0, 2, kRight, 2)};
  weigh_rivals(made.scraps, joins);
  EXPECT_NEAR(joins[0].log_odds, 3 - std::log1p(std::exp(2.0)), 1e-9);
  EXPECT_NEAR(joins[1].log_odds, 2 - std::log1p(std::exp(3.0)), 1e-9);
  // One of them or none is right.
  const auto probability = [](double log_odds) { return 1 / (1 + std::exp(-log_odds)); };
  EXPECT_LT(probability(joins[0].log_odds) + probability(joins[1].log_odds), 1);
}

TEST(Rivals, AreNotThoseOfOtherStretches) {
  const Squares made;
  std::vector<JoinCandidate> joins = {join(0, 1, kRight, 3), join(0, 2, kBelow, 4)};
  weigh_rivals(made.scraps, joins);
  EXPECT_EQ(joins[0].log_odds, 3);
  EXPECT_EQ(joins[1].log_odds, 4);
}

TEST(Rivals, AreNotTheSameMotionNearly) {
  const Squares made;
  std::vector<JoinCandidate> joins = {join(0, 1, kRight, 3), join(0, 1, make_pose(0, 60, 1.5), 4)};
  weigh_rivals(made.scraps, joins);
  EXPECT_EQ(joins[0].log_odds, 3);
}

TEST(Rivals, AreNotThoseThatTouchNowhere) {
  const Squares made;
  std::vector<JoinCandidate> joins = {join(0, 1, kRight, 3), join(0, 2, make_pose(0, 5000, 0), 4)};
  weigh_rivals(made.scraps, joins);
  EXPECT_EQ(joins[0].log_odds, 3);
  EXPECT_EQ(joins[1].log_odds, 4);
}

TEST(Rivals, OfEitherFragmentCount) {
  const Squares made;
  std::vector<JoinCandidate> joins = {join(0, 2, kRight, 3), join(1, 2, kRight, 5)};  // both on the left of 2
  weigh_rivals(made.scraps, joins);
  EXPECT_NEAR(joins[0].log_odds, 3 - std::log1p(std::exp(5.0)), 1e-9);
}

TEST(Rivals, WeighedTwiceAreWeighedOnce) {
  const Squares made;
  std::vector<JoinCandidate> joins = {join(0, 1, kRight, 3), join(0, 2, kRight, 2)};
  weigh_rivals(made.scraps, joins);
  const double once = joins[0].log_odds;
  weigh_rivals(made.scraps, joins);
  EXPECT_DOUBLE_EQ(joins[0].log_odds, once);
}

}  // namespace
}  // namespace solve_puzzle
