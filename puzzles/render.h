// SPDX-License-Identifier: Apache-2.0
// Draws an assembly. How torn pieces are drawn: puzzles/render_torn.h. No file access.
#pragma once

#include <opencv2/core.hpp>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Draws one group on its canvas: blue-green-red-alpha, alpha 0 where there is no piece. Tiles are turned by quarter
/// turns and put at the nearest pixel; nothing is resampled, and later pieces cover earlier ones. Torn
/// pieces are drawn as render_torn() says.
/// Shapes: Group::height × Group::width; CV_8UC4, or CV_16UC4 where a piece has 16 bits.
/// Throws: Error when there is no such group, its canvas is empty or beyond 2^30 pixels, a piece lies outside of it, a
/// tile is not turned by quarter turns, or puzzle and assembly differ in the number of pieces.
/// Cost: O(pixels); memory of one canvas.
cv::Mat render(const Puzzle& puzzle, const Assembly& assembly, int group);

}  // namespace solve_puzzle
