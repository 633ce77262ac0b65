// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/straight_edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

TEST(StraightEdges, OfARectangleAreItsFourSides) {
  const Puzzle puzzle{.pieces = {{.id = "a", .pixels = cv::Mat(50, 90, CV_8UC3, cv::Scalar(1, 2, 3))}}};
  const Scraps scraps = make_scraps(make_fragments(puzzle, {.margin = 16}), 0, 1.25);
  std::vector<double> lengths;
  for (const StraightEdge& edge : straight_edges(scraps.outlines[0])) lengths.push_back(edge.length());
  std::sort(lengths.begin(), lengths.end());
  ASSERT_EQ(lengths.size(), 4U);
  EXPECT_NEAR(lengths[0], 50, 4);
  EXPECT_NEAR(lengths[3], 90, 4);
}

TEST(StraightEdges, OfARoughTearAreNone) {
  const TornPicture made = tear(sample_picture({330, 300}, 3), {.pieces = {3, 3}, .seed = 2, .rough = 6});
  const Scraps scraps = scraps_of(made);
  EXPECT_TRUE(straight_edges(scraps.outlines[4]).empty());  // the middle piece: the picture's border is straight
}

TEST(StraightEdges, LaidTogetherGiveTheTrueMotionOfACut) {
  // Two halves of a picture, cut at a slant, the second one turned.
  const cv::Mat picture = sample_picture({200, 120}, 5);
  cv::Mat left = cv::Mat::zeros(picture.size(), CV_8UC1);
  cv::fillPoly(left, std::vector<std::vector<cv::Point>>{{{0, 0}, {110, 0}, {80, 119}, {0, 119}}}, cv::Scalar(255));
  TornPicture made;
  add_torn_piece(picture, left, 0.0, made);
  add_torn_piece(picture, 255 - left, 1.1, made);
  const Scraps scraps = scraps_of(made);
  const std::vector<Pose> poses = edge_to_edge(straight_edges(scraps.outlines[0]), straight_edges(scraps.outlines[1]));
  const bool is_found = std::any_of(poses.begin(), poses.end(), [&](const Pose& pose) {
    const PoseDifference off = difference(pose, true_pose(made, 0, 1), scraps.fragments[1].centre);
    return off.distance < 4 && off.angle < 0.05;
  });
  EXPECT_TRUE(is_found);
}

}  // namespace
}  // namespace solve_puzzle
