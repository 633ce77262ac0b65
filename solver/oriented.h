// SPDX-License-Identifier: Apache-2.0
// A piece with its quarter turns as one number, and blocks of such pieces on a grid. Arithmetic only.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "puzzles/square_grid.h"

namespace solve_puzzle {

/// piece * 4 + quarter turns (counter-clockwise).
using Oriented = std::int32_t;
constexpr Oriented kNoPiece = -1;

constexpr Oriented oriented(int piece, int quarter_turns) { return piece * 4 + (quarter_turns & 3); }
constexpr int piece_in(Oriented o) { return o >> 2; }
constexpr int turns_of(Oriented o) { return o & 3; }
constexpr Oriented turned_further(Oriented o, int quarter_turns) { return (o & ~3) | ((o + quarter_turns) & 3); }

/// Gives the side (piece * 4 + Side) that looks in `direction`.
constexpr int side_towards(Oriented o, int direction) { return (o & ~3) | ((o + direction) & 3); }

/// Gives the piece of `side`, turned so that this side looks in `direction`.
constexpr Oriented facing(int side, int direction) { return (side & ~3) | ((side - direction) & 3); }

/// Gives a grid place after turning the grid counter-clockwise about the origin.
inline cv::Point turned_place(cv::Point p, int quarter_turns) {
  switch (quarter_turns & 3) {
    case 0:
      return p;
    case 1:
      return {p.y, -p.x};
    case 2:
      return {-p.x, -p.y};
    default:
      return {-p.y, p.x};
  }
}

struct PlacedOriented {
  cv::Point place;
  Oriented piece = kNoPiece;
};

/// Pieces that keep their relative places. Any origin.
using Block = std::vector<PlacedOriented>;

}  // namespace solve_puzzle
