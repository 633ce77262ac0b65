// SPDX-License-Identifier: Apache-2.0
// A picture of what is wrong in an answer: wrong joins as red lines, wrongly placed pieces tinted. No file access.
#pragma once

#include <opencv2/core.hpp>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Draws the largest groups below each other: CV_8UC3. `puzzle` has its pieces in the order of the answer's.
/// Throws: Error when answer and truth do not speak of the same pieces. Of torn pieces, wrongly placed ones are tinted.
cv::Mat draw_errors(const Puzzle& puzzle, const Assembly& answer, const Assembly& truth);

}  // namespace solve_puzzle
