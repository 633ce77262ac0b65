// SPDX-License-Identifier: Apache-2.0
// What a person settled about a puzzle: joins that must or must not be, pieces that stand where they stand. Plain data.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace solve_puzzle {

/// Two sides of two pieces. Pieces: indices into Puzzle::pieces; sides as in Match.
struct PinnedJoin {
  int piece_a = -1;
  int side_a = -1;
  int piece_b = -1;
  int side_b = -1;
};

/// A piece's pose relative to all others fixed in the same group. Square pieces have a cell, which may be negative.
struct FixedPiece {
  int piece = -1;
  int group = 0;
  cv::Point cell;
  int quarter_turns = 0;
  cv::Matx23d canvas_from_piece = {1, 0, 0, 0, 1, 0};
};

struct Pins {
  std::vector<PinnedJoin> together;
  std::vector<PinnedJoin> apart;
  std::vector<FixedPiece> fixed;

  bool is_empty() const { return together.empty() && apart.empty() && fixed.empty(); }
};

}  // namespace solve_puzzle
