// SPDX-License-Identifier: Apache-2.0
// Where torn pieces lie on the canvas of their group, and how large it is. Tiles have cells: puzzles/square_grid.h.
#pragma once

#include <opencv2/core.hpp>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Gives the smallest box of pixel centres that holds the piece under a pose. An empty mask stands for the whole
/// picture. Units: pixels of the canvas; a box of one pixel has no width.
cv::Rect2d box_on_canvas(const Piece& piece, const cv::Matx23d& canvas_from_piece);

/// Moves the pieces of every group together so that the group's top-left pixel is (0, 0), by whole pixels, and sets
/// the groups to what `assembly.pieces` say: one per number in use, sorted by descending size, canvases that hold all
/// of their pieces.
/// Shapes: assembly.pieces[i] for puzzle.pieces[i].
void fit_canvases(const Puzzle& puzzle, Assembly& assembly);

}  // namespace solve_puzzle
