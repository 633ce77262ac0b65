// SPDX-License-Identifier: Apache-2.0
// Straight stretches of outlines, as scissors leave them, and the motions that lay two of them along each other.
#pragma once

#include <vector>

#include "solver/torn/outline.h"
#include "solver/torn/pose.h"

namespace solve_puzzle {

/// From `first` to `last`, clockwise on screen, in the frame of the fragment.
struct StraightEdge {
  cv::Point2d first, last;

  double length() const { return std::hypot(last.x - first.x, last.y - first.y); }
};

/// Gives the stretches between corners that are long and straight.
std::vector<StraightEdge> straight_edges(const Outline& outline);

/// Gives the motions that lay an edge of b along one of a with both ends together: what one cut has parted between two
/// crossings has one length on both sides.
std::vector<Pose> edge_to_edge(const std::vector<StraightEdge>& a, const std::vector<StraightEdge>& b);

}  // namespace solve_puzzle
