// SPDX-License-Identifier: Apache-2.0
// What a person settled about a puzzle: joins that must or must not be, pieces that stand where they stand. Plain data.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace solve_puzzle {

/// Two sides of two pieces. Pieces: indices into Puzzle::pieces; sides as in Match.
struct PinnedJoin {
  int piece_a = -1;
  int side_a = -1;
  int piece_b = -1;
  int side_b = -1;
  std::optional<cv::Matx23d> a_from_b = {};  ///< torn pieces: how b lies; nothing: in whatever way
};

/// A piece's pose relative to all others fixed in the same group. Square pieces have a cell, which may be negative;
/// torn pieces a motion, pixels of their pictures.
struct FixedPiece {
  int piece = -1;
  int group = 0;
  cv::Point cell;
  int quarter_turns = 0;
  cv::Matx23d canvas_from_piece = {1, 0, 0, 0, 1, 0};
  int by_hand = 0;  ///< torn pieces: those of one number (not 0) were dragged there together and may settle a little
};

struct Pins {
  std::vector<PinnedJoin> together;
  std::vector<PinnedJoin> apart;
  std::vector<FixedPiece> fixed;

  bool is_empty() const { return together.empty() && apart.empty() && fixed.empty(); }
};

}  // namespace solve_puzzle
