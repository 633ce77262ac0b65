// SPDX-License-Identifier: Apache-2.0
// Which tiles show the same pixels, turned or not: what the fair measures of accuracy rest on. No judging here.
#pragma once

#include <vector>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// What a tile shows. Tiles of one `look` are equal after quarter turns, sample for sample.
struct TileContent {
  int look = 0;    ///< class of tiles, counted from 0
  int turns = 0;   ///< counter-clockwise, that bring the picture into the attitude common to its look
  int period = 4;  ///< turns after which the picture repeats: 1, 2 or 4
};

/// Names what one sees of a tile turned by `quarter_turns`: two tiles show equal pixels if and only if this is equal.
constexpr int shown(const TileContent& content, int quarter_turns) {
  return content.look * 4 + ((quarter_turns - content.turns) & (content.period - 1));
}

/// Finds the looks of all pieces: hashes first, then exact comparison.
/// Cost: O(pixels) plus sorting, in parallel.
std::vector<TileContent> tile_contents(const std::vector<Piece>& pieces);

/// Gives contents for `num_pieces` tiles of which no two count as equal.
std::vector<TileContent> distinct_contents(int num_pieces);

}  // namespace solve_puzzle
