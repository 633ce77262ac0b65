// SPDX-License-Identifier: Apache-2.0
// The bands of all sides of a puzzle and what is known of every piece at a glance, as numbers for a network. No
// network.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// How a side's colours change outwards: the mean of the gradients that leave it, and a matrix W with WᵀW the inverse
/// of their covariance, so that W g has unit deviation. Source: Gallagher, CVPR 2012, section 3 (dummy gradients too).
struct SideGradients {
  std::array<float, 3> mean{};
  std::array<float, 9> whitening{};  ///< row by row, lower triangle
};

/// Sides are numbered piece * 4 + Side. All bands share one array; one of a shorter side fills the start of its rows.
struct PuzzleBands {
  static constexpr int kThumbnail = 8;  ///< pixels of a piece at a glance, each way

  int depth = 0;                     ///< lines of pixels per band; the innermost is repeated where a piece is thinner
  int max_length = 0;                ///< pixels along the longest side
  std::vector<int> length;           ///< [num_sides]
  std::vector<float> colour;         ///< [num_sides, 3, depth, max_length], 0 to 255, clockwise, outermost line first
  std::vector<float> gradient_mean;  ///< [num_sides, 3]
  std::vector<float> whitening;      ///< [num_sides, 3, 3]
  std::vector<float> touch;          ///< [num_sides, max_length], 1 where the pieces face each other; empty: everywhere
  std::vector<float> gap;            ///< [num_sides, max_length], pixels between the edges beyond the usual; empty: 0
  std::vector<float> thumbnails;     ///< [num_pieces, 3, kThumbnail, kThumbnail], 0 to 255

  int num_sides() const { return static_cast<int>(length.size()); }
  int num_pieces() const { return num_sides() / 4; }
};

/// Collects strips of pixels and pictures of pieces that were made elsewhere.
/// Shapes: strips [num_sides], pictures [num_pieces] with four sides each, all CV_32FC3 of 0 to 255; a strip's rows are
/// lines of pixels, outermost first, clockwise; missing lines repeat the innermost; an empty strip is a side that is
/// not there. Cost: O(strips), in parallel.
PuzzleBands collect_bands(const std::vector<cv::Mat>& strips, const std::vector<cv::Mat>& pictures, int depth);

/// Unrolls all bands. Cost: O(sides · depth · length), in parallel.
/// Throws: Error when depth is below 1 or a piece has no pixels or another type of them than three channels of 8 or 16
/// bits.
PuzzleBands puzzle_bands(const Puzzle& puzzle, int depth);

}  // namespace solve_puzzle
