// SPDX-License-Identifier: Apache-2.0
// An order of all pairs of blocks in which threads never meet. Knows nothing of what a block holds.
#pragma once

#include <vector>

namespace solve_puzzle {

struct BlockPair {
  int row = 0;
  int column = 0;
};

/// Pairs every row block with every column block once. In one round no row block and no column block stands twice, so
/// that the pairs of a round may be worked on at once without locks.
std::vector<std::vector<BlockPair>> rounds_of_all_pairs(int num_blocks);

/// Pairs every block with itself (first round) and with every other once, the lower number as the row. In one round no
/// block stands twice. Source: the circle method of tournaments.
std::vector<std::vector<BlockPair>> rounds_of_unordered_pairs(int num_blocks);

}  // namespace solve_puzzle
