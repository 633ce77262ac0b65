// SPDX-License-Identifier: Apache-2.0
// The rim of a piece as a polygon, for drawing. Matching has finer outlines of its own.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Gives a closed polygon around the largest part of the piece, clockwise on screen, in pixels of the piece picture: a
/// rectangle around the rim pixels' far edges where the piece has no mask. It leaves the mask's rim by at most
/// `tolerance` pixels. Units: pixels, the centre of the first pixel is (0, 0).
std::vector<cv::Point2f> piece_outline(const Piece& piece, double tolerance = 0.7);

}  // namespace solve_puzzle
