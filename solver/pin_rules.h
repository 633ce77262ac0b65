// SPDX-License-Identifier: Apache-2.0
// Pins of square pieces as rules for layouts: which pieces form rigid blocks, which sides must not meet; and which pins
// contradict each other. No search.
#pragma once

#include <utility>
#include <vector>

#include "puzzles/pins.h"
#include "puzzles/puzzle.h"
#include "solver/frame.h"

namespace solve_puzzle {

/// Sides are numbered piece * 4 + Side.
struct PinRules {
  std::vector<Block> blocks;                  ///< of at least two pieces each, largest first
  std::vector<std::pair<int, int>> together;  ///< sides that face each other in some block
  std::vector<std::pair<int, int>> apart;     ///< sides that must not face each other

  bool is_empty() const { return blocks.empty() && apart.empty(); }
};

/// Works out what the pins mean together. Pieces must have equal sides (with_equal_sides).
/// Throws: Error that names pins which cannot all be honoured: as few as possible where there are at most a few
/// hundred, else one that contradicts those before it.
PinRules make_pin_rules(const Puzzle& puzzle, const Pins& pins);

/// Says whether every block lies in the frame as one, and no sides face each other that must not.
bool honours(const Frame& frame, const PinRules& rules);

/// Says which sides that must be apart face each other in the frame.
std::vector<std::pair<int, int>> broken_apart(const Frame& frame, const PinRules& rules);

/// How a block lies in a frame.
struct BlockMotion {
  int turns = 0;
  cv::Point shift;
  friend bool operator==(const BlockMotion& a, const BlockMotion& b) {
    return a.turns == b.turns && a.shift == b.shift;
  }
};

/// First the inner motion, then the outer one.
BlockMotion operator*(const BlockMotion& outer, const BlockMotion& inner);
BlockMotion inverse(const BlockMotion& motion);

/// Gives the motion that takes a piece of a block to where it lies in the frame. The piece must lie there.
BlockMotion motion_in(const Frame& frame, const PlacedOriented& piece);

/// Says whether all pieces of the block lie in the frame in their places relative to each other.
bool lies_whole(const Frame& frame, const Block& block);

}  // namespace solve_puzzle
