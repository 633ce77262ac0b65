// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/seam_shift.h"

#include <gtest/gtest.h>

#include <cmath>

#include "solver/torn/contact.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

/// Cut with scissors: outlines say nothing of shifts along the seams.
TornPicture straight_sample(bool is_plain = false) {
  cv::Mat picture = sample_picture({330, 300}, 3);
  if (is_plain) picture.setTo(cv::Scalar(90, 120, 150));
  return tear(picture, {.pieces = {3, 3}, .seed = 2, .rough = 0});
}

TEST(SeamShift, LeadsBackToWhereThePictureGoesOn) {
  const TornPicture made = straight_sample();
  const Scraps scraps = scraps_of(made);
  int num_seams = 0, num_near = 0, num_as_said = 0;
  for (int a = 0; a < scraps.size(); ++a) {
    for (int b = a + 1; b < scraps.size(); ++b) {
      const Pose truth = true_pose(made, a, b);
      if (judge_contact(scraps, a, b, truth).length < 50) continue;
      for (const double moved : {-1.5, 0.0, 2.0}) {
        const cv::Point2d along = seam_direction(scraps, a, b, truth, 1).value();
        const auto shift = seam_shift(scraps, a, b, turn_around({0, 0}, 0, along * moved) * truth);
        ASSERT_TRUE(shift.has_value()) << a << " " << b;
        const double wanted = -moved * along.dot(shift->direction);
        const double off_by = std::abs(shift->shift - wanted);
        num_near += off_by < 1;
        num_as_said += off_by < std::max(0.6, 3 * shift->error);
        ++num_seams;
      }
    }
  }
  EXPECT_GT(num_seams, 20);
  EXPECT_GT(num_near, 0.7 * num_seams);  // some of the picture has one colour
  EXPECT_GT(num_as_said, 0.9 * num_seams);
}

TEST(SeamShift, OfOneColourIsNothing) {
  const TornPicture made = straight_sample(/*is_plain=*/true);
  const Scraps scraps = scraps_of(made);
  const auto shift = seam_shift(scraps, 0, 1, true_pose(made, 0, 1));
  EXPECT_TRUE(!shift || shift->error > 5);
}

TEST(SeamShift, OfPiecesThatDoNotTouchIsNothing) {
  const TornPicture made = straight_sample();
  const Scraps scraps = scraps_of(made);
  EXPECT_FALSE(seam_shift(scraps, 0, 8, true_pose(made, 0, 8)).has_value());
}

}  // namespace
}  // namespace solve_puzzle
