// SPDX-License-Identifier: Apache-2.0
// Masks of pieces, asked and used. Shapes: CV_8UC1, 255 = yes.
#pragma once

#include <opencv2/core.hpp>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Gives the largest component (pixels joined by their sides), with its holes as they are. All zero where nothing is
/// set.
cv::Mat largest_component(const cv::Mat& mask);

/// Tells whether a mask lies along one side of its picture for at least `length` pixels.
bool is_cut_by_border(const cv::Mat& mask, int length);

/// Gives a piece's pixels with its mask as alpha channel; the pixels alone where all of the picture is piece.
cv::Mat with_alpha(const Piece& piece);

}  // namespace solve_puzzle
