// SPDX-License-Identifier: Apache-2.0
// Counts of pieces that stand where they should: direct comparison and its frames. No adjacencies.
#pragma once

#include <vector>

#include "puzzles/boards.h"

namespace solve_puzzle {

/// How many pieces of one picture stand right in the answer group that holds most of it.
struct PictureCount {
  int num_pieces = 0;
  int group = -1;  ///< of the answer; -1 when none of the picture is placed
  int right = 0;
  int right_fair = 0;
};

/// Counts right cells, picture by picture. A complete single picture is compared from the top-left corner of its
/// group; with several pictures, or pieces missing, under the shift that makes most cells right. On boards that may
/// turn, under the best of the four turns.
/// Cost: O(N log N).
std::vector<PictureCount> count_right_cells(const Boards& boards);

/// Counts the placed pieces that do not stand right in the frame (picture, shift, turn) that fits their group best.
int count_wrong_placed(const Boards& boards);

/// Gives the size of the largest connected set of cells that, under one shift and turn, show what the truth shows
/// there; at least `at_least`. Differs: among many equal tiles only the likeliest frames are tried.
int largest_fair_component(const Boards& boards, int at_least);

}  // namespace solve_puzzle
