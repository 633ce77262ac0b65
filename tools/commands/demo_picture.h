// SPDX-License-Identifier: Apache-2.0
// The picture of the demo: shuffled pieces, an arrow, the reconstruction. No file access.
#pragma once

#include <opencv2/core.hpp>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Gives CV_8UC3. `num_cols` pieces stand in a row on the left, in the puzzle's order; `reconstruction` (CV_8UC3) is as
/// large as all pieces together.
cv::Mat demo_picture(const Puzzle& puzzle, int num_cols, const cv::Mat& reconstruction);

}  // namespace solve_puzzle
