// SPDX-License-Identifier: Apache-2.0
// The one picture that a report shows: all groups side by side, and below them the pieces that have no place. No HTML.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Where everything lies. Units: pixels of the piece pictures.
struct SheetLayout {
  cv::Size size;
  std::vector<cv::Rect> groups;               ///< one per Assembly::groups
  cv::Rect tray;                              ///< around the pieces without a place; empty when there are none
  std::vector<cv::Matx23d> sheet_from_piece;  ///< one per piece
};

/// Lays out groups and pieces in rows. Cost: linear.
SheetLayout lay_out_sheet(const Puzzle& puzzle, const Assembly& assembly);

/// Draws the pieces: CV_8UC4, alpha 0 where there is none. Quarter turns are exact; other angles are interpolated.
/// Groups of torn pieces are drawn by render(), which leaves no cracks between touching pieces.
/// The picture is halved so often before that it has at most `max_pixels`; `num_halved` of the result says how often.
struct SheetPicture {
  cv::Mat picture;
  int num_halved = 0;
};
SheetPicture draw_sheet(const Puzzle& puzzle, const Assembly& assembly, const SheetLayout& layout,
                        std::int64_t max_pixels = 100'000'000);

}  // namespace solve_puzzle
