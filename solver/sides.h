// SPDX-License-Identifier: Apache-2.0
// The border pixels of square pieces, side by side, in one order: what every compatibility reads. No comparison here.
#pragma once

#include <span>
#include <vector>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// A side is numbered piece * 4 + Side.
constexpr int piece_of(int side) { return side >> 2; }

/// Gives the side of the same piece that lies `turns` sides further clockwise on screen.
constexpr int rotated_side(int side, int turns) { return (side & ~3) | ((side + turns) & 3); }

/// Shapes: strip(side, depth) has length(side) pixels of 3 channels, clockwise on screen (y down); depth 0 is the
/// outermost line of pixels, depth num_depths - 1 the innermost (repeated where the piece is thinner). Units: 0 to 255,
/// blue-green-red.
class Sides {
 public:
  static constexpr int kNumDepths = 3;

  explicit Sides(const Puzzle& puzzle);

  int num_pieces() const { return static_cast<int>(begin_.size()) / 4; }
  int num_sides() const { return static_cast<int>(begin_.size()); }
  int length(int side) const { return length_[static_cast<std::size_t>(side)]; }
  std::span<const float> strip(int side, int depth) const {
    const std::size_t size = static_cast<std::size_t>(length(side)) * 3;
    return {pixels_.data() + begin_[static_cast<std::size_t>(side)] + size * static_cast<std::size_t>(depth), size};
  }

 private:
  std::vector<int> length_;
  std::vector<std::size_t> begin_;
  std::vector<float> pixels_;
};

}  // namespace solve_puzzle
