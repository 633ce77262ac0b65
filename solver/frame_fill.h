// SPDX-License-Identifier: Apache-2.0
// Puts blocks and single pieces into the free cells of a frame, best first. Greedy; the search around it repairs.
#pragma once

#include "puzzles/random.h"
#include "solver/frame.h"

namespace solve_puzzle {

/// Says whether the block, turned and then shifted, lies in free cells of the frame.
bool fits(const Frame& frame, const Block& block, int quarter_turns, cv::Point shift);

void put_block(Frame& frame, const Block& block, int quarter_turns, cv::Point shift);

/// Places blocks where their best candidate joins with what already lies in the frame put them, best mean join first.
/// Blocks that have no place left are not placed. noise: deviation of random additions to the scores.
void place_blocks(Frame& frame, std::vector<Block> blocks, const AssemblyScores& scores, const Rules& rules,
                  double noise, Random& random);

/// Fills free cells next to filled ones, the most certain cell first, until no free piece or cell is left. Pieces that
/// are nobody's candidate go to the remaining cells in an arbitrary but fixed order.
void fill_cells(Frame& frame, const AssemblyScores& scores, const Rules& rules, double noise, Random& random);

}  // namespace solve_puzzle
