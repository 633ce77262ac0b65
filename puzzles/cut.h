// SPDX-License-Identifier: Apache-2.0
// Cuts pictures into puzzles with known truth: tiles or torn fragments, damage, missing pieces, mixed bags. How tearing
// goes: puzzles/cut_torn.h. No file access.
//
//   const CutPuzzle made = cut({sample_picture({672, 504}, 1)}, {.piece_size = "28", .rotation = "quarter"});
//   // made.puzzle: what a solver sees; made.truth: what judge() compares with
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/cut_options.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

struct CutPuzzle {
  Puzzle puzzle;   ///< pieces in shuffled order, ids that tell nothing; piece_size is what erosion leaves of a tile,
                   ///< zero for torn pieces
  Assembly truth;  ///< pieces[i] for puzzle.pieces[i]; one group per picture; piece_size is the pitch before erosion
};

/// Reads "28" or "28x20" (width × height). Units: pixels.
/// Throws: Error for anything else, and for sizes outside 1 to 65535.
cv::Size parse_piece_size(const std::string& text);

/// Cuts whole tiles from the top-left corner of every picture (what does not fill a tile is left out), or tears it as
/// cut_torn() says. Same pictures, options and seed: same puzzle with every compiler, on any number of threads.
/// Shapes: pictures of 8 or 16 bits with 1, 3 or 4 channels. Grey becomes colour, an opaque alpha channel is dropped,
/// and in a bag with a 16-bit picture all pieces have 16 bits.
/// Throws: Error when there is no picture, one is smaller than a tile or partly transparent, the options leave no
/// pixel of a piece or no piece, or an option has a value that CutOptions::visit() does not list.
CutPuzzle cut(const std::vector<cv::Mat>& pictures, const CutOptions& options);

}  // namespace solve_puzzle
