// SPDX-License-Identifier: Apache-2.0
// Draws an assembly. No file access.
#pragma once

#include <opencv2/core.hpp>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Draws one group: CV_8UC4 or CV_16UC4 (as the pieces are), blue-green-red-alpha; alpha 0 where there is no piece.
cv::Mat render(const Puzzle& puzzle, const Assembly& assembly, int group);

}  // namespace solve_puzzle
