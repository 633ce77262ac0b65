// SPDX-License-Identifier: Apache-2.0
// The stitching region of supposed joins, unrolled: windows of equal length along every seam, as a seam network takes
// the sides of tiles. No network.
#pragma once

#include <vector>

#include "attention/match_lists.h"
#include "attention/puzzle_bands.h"
#include "solver/torn/pair_judge.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Pixels along a seam that one window shows: as many as a usual tile's side has.
inline constexpr int kSeamWindow = 28;

/// Every window is two sides that face each other and stand on each other's list, first; the sides of one fragment
/// share its picture at a glance. Second on the list may stand the side that the next window of the same seam faces:
/// what looks as good there does not tell one place along the seam from another.
struct SeamWindows {
  PuzzleBands bands;
  MatchLists lists;
  std::vector<std::int32_t> join;                    ///< [num_sides]: which join the side is a window of; -1: none
  std::vector<int> num_windows;                      ///< [num_joins]
  std::vector<std::vector<std::int32_t>> own_sides;  ///< [num_joins]: of a, along its seam, clockwise

  int num_sides() const { return lists.num_sides(); }
};

/// Unrolls the seams of all joins.
/// Cost: O(windows · kSeamWindow · depth), in parallel; 2 kB a window.
SeamWindows seam_windows(const Scraps& scraps, const std::vector<JoinCandidate>& joins, int depth,
                         bool with_next = false);

}  // namespace solve_puzzle
