// SPDX-License-Identifier: Apache-2.0
// Bands: the strip of pixels just inside a side, unrolled along it, as numbers for a network. No network here.
#pragma once

#include <vector>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Blue, green, red (0 for mid-grey, about one deviation of natural pictures per unit), and 1 where there is piece.
inline constexpr int kBandChannels = 4;

/// Shapes: values [channels, depth, length]; depth 0 is the outermost line of pixels, length runs clockwise on screen.
struct Band {
  int channels = kBandChannels;
  int depth = 0;
  int length = 0;
  std::vector<float> values;
};

/// Unrolls the outermost `depth` lines of pixels of a tile's side. What lies beyond the piece or outside its mask is 0
/// in all channels.
/// Throws: Error when depth is below 1, the side is not 0 to 3, or the piece has no pixels or another type of them.
Band extract_band(const Piece& piece, int side, int depth);

}  // namespace solve_puzzle
