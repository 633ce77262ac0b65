// SPDX-License-Identifier: Apache-2.0
// Draws an assembly of torn pieces. The way in, and tiles: puzzles/render.h.
#pragma once

#include <opencv2/core.hpp>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Draws one group at full resolution: every pixel belongs to the piece in which it lies deepest, and gets that piece's
/// colour by one cubic interpolation that leaves out what is not piece. A pixel that lies in no piece, but within a
/// pixel of two, belongs to the nearer one, so that touching pieces leave no cracks; wider gaps stay open.
/// Shapes: as render(). Throws: as render(), also when a piece lies more than two pixels outside of the canvas.
/// Cost: O(pixels), in parallel over stripes of the canvas.
cv::Mat render_torn(const Puzzle& puzzle, const Assembly& assembly, int group);

}  // namespace solve_puzzle
