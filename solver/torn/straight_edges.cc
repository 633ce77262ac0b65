// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/straight_edges.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace solve_puzzle {
namespace {

constexpr double kShortest = 25;  // pixels

/// Turns b so that its edge runs against that of a, and puts the middles together.
Pose middle_to_middle(const StraightEdge& a, const StraightEdge& b) {
  const cv::Point2d along_a = (a.first - a.last) / a.length();
  const cv::Point2d along_b = (b.last - b.first) / b.length();
  Pose pose{along_a.dot(along_b), along_b.x * along_a.y - along_b.y * along_a.x, 0, 0};
  const cv::Point2d shift = (a.first + a.last) / 2 - pose.turn((b.first + b.last) / 2);
  pose.x = shift.x;
  pose.y = shift.y;
  return pose;
}

}  // namespace

std::vector<StraightEdge> straight_edges(const Outline& outline) {
  constexpr double kStraight = 1.5;  // pixels off a line
  std::vector<StraightEdge> edges;
  if (outline.size() < 3) return edges;
  std::vector<cv::Point2f> corners;
  cv::approxPolyDP(outline.points, corners, kStraight, /*closed=*/true);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const StraightEdge edge{corners[i], corners[(i + 1) % corners.size()]};
    if (edge.length() >= kShortest) edges.push_back(edge);
  }
  return edges;
}

std::vector<Pose> edge_to_edge(const std::vector<StraightEdge>& a, const std::vector<StraightEdge>& b) {
  constexpr double kMostApart = 4;  // pixels by which lengths may differ
  constexpr double kMostApartShare = 0.04;
  std::vector<Pose> poses;
  for (const StraightEdge& own : a) {
    for (const StraightEdge& other : b) {
      const double apart = std::abs(own.length() - other.length());
      if (apart <= kMostApart + kMostApartShare * own.length()) poses.push_back(middle_to_middle(own, other));
    }
  }
  return poses;
}

}  // namespace solve_puzzle
