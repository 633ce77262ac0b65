// SPDX-License-Identifier: Apache-2.0
// A group of fragments as if it were one: what lies between its pieces is filled. No matching.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "solver/torn/layout.h"
#include "solver/torn/pose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Some fragments that lie fixed to each other.
struct FragmentGroup {
  std::vector<int> pieces;
  std::vector<Pose> group_from_piece;  ///< one per piece
};

/// All groups of a layout; a piece alone lies in its own frame.
std::vector<FragmentGroup> groups_of(const Layout& layout);

/// What is seen where a group lies.
struct GroupCanvas {
  cv::Point place;   ///< of the first pixel, in the frame of the group
  cv::Mat distance;  ///< CV_32FC1: to the outline of the nearest piece, negative inside of it; large far from all
  cv::Mat pixels;    ///< CV_8UC3: that piece's colour
};

/// Draws all pieces of a group, and what their fields hold around them.
GroupCanvas draw_group(const Scraps& scraps, const FragmentGroup& group);

/// Gives one fragment in the frame of the group. Its outline at the growth of the scraps is that of all pieces
/// together; inner outlines and cracks along seams are gone. One piece alone stays as it is. Cost: O(pixels of the
/// group's box).
Fragment fragment_of_group(const Scraps& scraps, const FragmentGroup& group);

}  // namespace solve_puzzle
