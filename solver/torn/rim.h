// SPDX-License-Identifier: Apache-2.0
// How far masks reach over the true edge: the outermost pixels of scraps on a plain background are often half
// background.
#pragma once

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Gives by how much the true edges lie inside of the masks, on average over the puzzle; pixels. 0 where pixels outside
/// of the masks are not plain, so that nothing can be said.
/// The outermost rings of pixels are compared with pixels further in: what is missing of their difference to the
/// background is not covered by the piece.
double blended_rim(const Puzzle& puzzle);

}  // namespace solve_puzzle
