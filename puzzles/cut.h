// SPDX-License-Identifier: Apache-2.0
// Cuts pictures into puzzles with known truth: square and rectangular tiles, damage, missing pieces, mixed bags.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/cut_options.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

struct CutPuzzle {
  Puzzle puzzle;   ///< pieces in shuffled order, ids that tell nothing
  Assembly truth;  ///< pieces[i] for puzzle.pieces[i]; one group per picture; piece_size is the pitch before erosion
};

/// Cuts whole tiles from the top-left corner of every picture; what does not fill a tile is left out.
/// Same pictures, options and seed: same puzzle with every compiler.
/// Throws: Error when a picture is smaller than a tile, or an option leaves no pixel of a piece.
CutPuzzle cut(const std::vector<cv::Mat>& pictures, const CutOptions& options);

}  // namespace solve_puzzle
