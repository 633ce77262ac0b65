// SPDX-License-Identifier: Apache-2.0
// Which size the picture may have, in cells, when nobody told.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "solver/frame.h"

namespace solve_puzzle {

struct FrameSize {
  cv::Size size;
  int num_covered = 0;  ///< pieces of the largest block that fit into such a window at best
};

/// Gives the ways to write num_pieces as columns times rows, those that hold most of `block` first, at most max_sizes.
/// With quarter turns (turn_step 1) only sizes that are at least as wide as high: the others are the same turned.
std::vector<FrameSize> complete_frame_sizes(int num_pieces, const Block& block, int turn_step, std::size_t max_sizes);

}  // namespace solve_puzzle
