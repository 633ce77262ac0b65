// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/outline.h"

#include <gtest/gtest.h>

#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

Piece disc(double radius) {
  Piece piece{.id = "disc", .pixels = cv::Mat(120, 120, CV_8UC3, cv::Scalar(80, 120, 160))};
  piece.mask = cv::Mat::zeros(120, 120, CV_8UC1);
  for (int y = 0; y < 120; ++y) {
    for (int x = 0; x < 120; ++x) piece.mask.at<uchar>(y, x) = std::hypot(x - 60, y - 60) <= radius ? 255 : 0;
  }
  return piece;
}

TEST(TornOutline, OfADiscIsACircleGrownByTheGap) {
  const Fragment fragment = make_fragment(disc(40), {});
  for (const double growth : {-1.5, 0.0, 3.0}) {
    const Outline outline = trace_outline(fragment, {.growth = growth, .step = 2});
    ASSERT_NEAR(outline.size() * outline.step, 2 * CV_PI * (40 + growth), 3);
    for (int i = 0; i < outline.size(); ++i) {
      const cv::Point2d from_centre = cv::Point2d(outline.points[i]) - fragment.centre;
      EXPECT_NEAR(cv::norm(from_centre), 40 + growth, 0.45);
      EXPECT_GT(from_centre.dot(cv::Point2d(outline.normals[i])) / cv::norm(from_centre), 0.94);
    }
  }
}

TEST(TornOutline, RunsClockwiseOnScreen) {
  const Fragment fragment = make_fragment(disc(30), {});
  const Outline outline = trace_outline(fragment, {});
  for (int i = 0; i < outline.size(); ++i) {
    const cv::Point2f along = outline.points[outline.wrap(i + 1)] - outline.points[i];
    EXPECT_GT(outline.normals[i].x * along.y - outline.normals[i].y * along.x, 0);
  }
}

TEST(TornOutline, NearestIndexIsTheNearestPoint) {
  const TornPicture made = tear(sample_picture({150, 150}, 1), {.pieces = {2, 2}, .turned = false});
  const Fragment fragment = make_fragment(made.puzzle.pieces[0], {});
  const Outline outline = trace_outline(fragment, {});
  for (int i = 0; i < outline.size(); i += 5) {
    const cv::Point2f beside = outline.points[i] + 3 * outline.normals[i];
    const int found = nearest_index(fragment, outline, beside);
    double least = 1e9;
    for (const cv::Point2f& point : outline.points) least = std::min(least, cv::norm(point - beside));
    EXPECT_LT(cv::norm(outline.points[found] - beside), least + 1.5);
  }
}

TEST(TornOutline, ArcsHoldAllPointsInOrder) {
  const TornPicture made = tear(sample_picture({150, 150}, 1), {.pieces = {2, 2}});
  const Outline outline = trace_outline(make_fragment(made.puzzle.pieces[1], {}), {});
  int next = 0;
  for (const Arc& arc : outline.arcs) {
    EXPECT_EQ(arc.first, next);
    for (int i = arc.first; i < arc.last; ++i) EXPECT_LE(cv::norm(outline.points[i] - arc.centre), arc.radius + 1e-3);
    next = arc.last;
  }
  EXPECT_EQ(next, outline.size());
}

TEST(TornOutline, OfNothingIsEmpty) {
  Piece piece = disc(40);
  piece.mask.setTo(0);
  const Fragment fragment = make_fragment(piece, {});
  EXPECT_TRUE(fragment.is_empty());
  EXPECT_EQ(trace_outline(fragment, {}).size(), 0);
}

TEST(TornOutline, ASmallerScaleGivesTheSameShapeSmaller) {
  const Fragment large = make_fragment(disc(40), {});
  const Fragment small = make_fragment(disc(40), {.scale = 0.5});
  EXPECT_NEAR(small.diameter, large.diameter / 2, 0.5);
}

}  // namespace
}  // namespace solve_puzzle
