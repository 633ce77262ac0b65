// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/seam_judge.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/solver/torn/likeness_network.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

/// A picture in two halves along a straight upright cut, which says nothing of how high they lie.
struct Halves {
  Halves() {
    const cv::Mat picture = sample_picture({200, 150}, 3);
    cv::Mat left = cv::Mat::zeros(picture.size(), CV_8UC1);
    left(cv::Rect(0, 0, 100, 150)) = 255;
    add_torn_piece(picture, left, 0.0, torn);
    add_torn_piece(picture, 255 - left, 0.0, torn);
    scraps = scraps_of(torn);
  }
  JoinCandidate shifted(double down) const { return {0, 1, turn_around({0, 0}, 0, {0, down}) * true_pose(torn, 0, 1)}; }
  double off(const JoinCandidate& join) const {
    return difference(join.a_from_b, true_pose(torn, 0, 1), scraps.fragments[1].centre).distance;
  }
  TornPicture torn;
  Scraps scraps;
};

TEST(SeamJudge, ShiftsAStraightSeamToWhereThePictureGoesOn) {
  const Halves made;
  std::vector<JoinCandidate> joins = {made.shifted(3)};
  judge_seams(made.scraps, LikenessNetwork(), {}, joins);
  EXPECT_LT(made.off(joins[0]), 0.8);
}

TEST(SeamJudge, TellsTheRightPlaceFromAWrongOne) {
  const Halves made;
  std::vector<JoinCandidate> joins = {made.shifted(0), made.shifted(40)};
  judge_seams(made.scraps, LikenessNetwork(), {}, joins);
  EXPECT_GT(joins[0].seam.num_windows, 2);
  EXPECT_GT(joins[0].seam.sum, joins[1].seam.sum + 2);
  EXPECT_GT(joins[0].log_odds, joins[1].log_odds + 1);
}

TEST(SeamJudge, OfAUniformSeamSaysOneThingNotOnePerWindow) {
  TornPicture torn;
  const cv::Mat picture(300, 200, CV_8UC3, cv::Scalar(200, 180, 170));
  cv::Mat left = cv::Mat::zeros(picture.size(), CV_8UC1);
  left(cv::Rect(0, 0, 100, 300)) = 255;
  add_torn_piece(picture, left, 0.0, torn);
  add_torn_piece(picture, 255 - left, 0.0, torn);
  std::vector<JoinCandidate> joins = {{0, 1, true_pose(torn, 0, 1)}};
  judge_seams(scraps_of(torn), LikenessNetwork(), {}, joins);
  EXPECT_GT(joins[0].seam.num_windows, 6);
  EXPECT_NEAR(joins[0].seam.sum, 5, 1);  // of one window
}

TEST(SeamJudge, LooksAtTheBestOfEachFragmentOnly) {
  const Halves made;
  std::vector<JoinCandidate> joins = {made.shifted(0), made.shifted(30), made.shifted(-30)};
  joins[1].log_odds = 1;
  judge_seams(made.scraps, LikenessNetwork(), {.most_per_piece = 1}, joins);
  EXPECT_EQ(joins[0].seam.num_windows, 0);
  EXPECT_GT(joins[1].seam.num_windows, 0);
  EXPECT_EQ(joins[2].seam.num_windows, 0);
}

TEST(SeamJudge, StoppedLeavesJoinsAsTheyWere) {
  const Halves made;
  std::vector<JoinCandidate> joins = {made.shifted(3)};
  joins[0].log_odds = 7;
  judge_seams(made.scraps, LikenessNetwork(), {.should_stop = [] { return true; }}, joins);
  EXPECT_EQ(joins[0].log_odds, 7);
  EXPECT_NEAR(made.off(joins[0]), 3, 1e-9);
}

}  // namespace
}  // namespace solve_puzzle
