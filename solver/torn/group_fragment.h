// SPDX-License-Identifier: Apache-2.0
// A group of fragments as if it were one: what lies between its pieces is filled. No matching.
#pragma once

#include <vector>

#include "solver/torn/pose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Some fragments that lie fixed to each other.
struct FragmentGroup {
  std::vector<int> pieces;
  std::vector<Pose> group_from_piece;  ///< one per piece
};

/// Gives one fragment in the frame of the group. Its outline at the growth of the scraps is that of all pieces
/// together; inner outlines and cracks along seams are gone. One piece alone stays as it is. Cost: O(pixels of the
/// group's box).
Fragment fragment_of_group(const Scraps& scraps, const FragmentGroup& group);

}  // namespace solve_puzzle
