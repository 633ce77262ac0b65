// SPDX-License-Identifier: Apache-2.0
// A frame of cells with pieces in it, and what that layout is worth: the one objective of square assembly.
#pragma once

#include <vector>

#include "solver/oriented.h"
#include "solver/pair_scores.h"

namespace solve_puzzle {

/// What the assembler knows of the pixels. objective: log posteriors without loop evidence (loops would count the same
/// evidence several times); guide: with loop evidence, to decide what to try first.
struct AssemblyScores {
  PairScores objective;
  PairScores guide;
  std::vector<float> no_partner;  ///< per side: log posterior that it faces no piece, cut off below
};

/// What a layout may do.
struct Rules {
  int turn_step = 4;  ///< pieces may be turned by multiples of this many quarter turns; 4: not at all
  bool is_complete =
      true;  ///< every piece is placed and the frame holds one picture; otherwise holes and free pieces may stay
};

/// Cells row by row; a cell holds an oriented piece or kNoPiece.
class Frame {
 public:
  Frame(int cols, int rows, int num_pieces);

  int cols() const { return cols_; }
  int rows() const { return rows_; }
  int num_cells() const { return cols_ * rows_; }
  int num_placed() const { return num_placed_; }
  bool contains(cv::Point p) const { return p.x >= 0 && p.y >= 0 && p.x < cols_ && p.y < rows_; }
  int index(cv::Point p) const { return p.y * cols_ + p.x; }
  cv::Point place(int cell) const { return {cell % cols_, cell / cols_}; }
  Oriented at(int cell) const { return cells_[static_cast<std::size_t>(cell)]; }
  Oriented at(cv::Point p) const { return contains(p) ? at(index(p)) : kNoPiece; }
  int cell_of(int piece) const { return cell_of_[static_cast<std::size_t>(piece)]; }
  bool is_free(int piece) const { return cell_of(piece) < 0; }
  int num_pieces() const { return static_cast<int>(cell_of_.size()); }

  /// Gives the neighbour cell in a direction, -1 beyond the frame.
  int neighbour(int cell, int direction) const {
    switch (direction) {
      case kTop:
        return cell >= cols_ ? cell - cols_ : -1;
      case kRight:
        return (cell + 1) % cols_ != 0 ? cell + 1 : -1;
      case kBottom:
        return cell + cols_ < num_cells() ? cell + cols_ : -1;
      default:
        return cell % cols_ != 0 ? cell - 1 : -1;
    }
  }

  void put(int cell, Oriented piece);
  void remove(int cell);

 private:
  int cols_;
  int rows_;
  int num_placed_ = 0;
  std::vector<Oriented> cells_;
  std::vector<std::int32_t> cell_of_;
};

/// Sums, over all sides of all placed pieces, the log posterior of what the side faces: its neighbour, or nothing.
double frame_score(const Frame& frame, const AssemblyScores& scores);

/// Gives the sum of what a free piece's sides face: nothing.
float alone_score(const AssemblyScores& scores, int piece);

/// frame_score and, where pieces may stay free, what those are worth alone.
double layout_score(const Frame& frame, const AssemblyScores& scores, const Rules& rules);

bool has_neighbour(const Frame& frame, int cell);

/// Gives the smallest box around a block; empty for an empty block.
cv::Rect bounds(const Block& block);

/// Gives what `piece` in `cell` adds to frame_score: its own sides and its neighbours' sides that face it.
float cell_score(const Frame& frame, const AssemblyScores& scores, int cell, Oriented piece);

/// Gives what layout_score gains when the free piece goes into the empty cell and pieces may stay free.
float placing_gain(const Frame& frame, const AssemblyScores& scores, int cell, Oriented piece);

/// Gives the connected blocks that remain when every join below `threshold` is cut, largest first.
std::vector<Block> cut_into_blocks(const Frame& frame, const PairScores& scores, float threshold);

/// Gives the blocks that hang together as wholes: best joins first, two blocks are one when the scores of all joins
/// between them exceed `threshold` on average. One good join does not bridge a bad seam. Largest first.
std::vector<Block> coherent_blocks(const Frame& frame, const PairScores& scores, float threshold);

/// Cells of one group on a canvas, and the box around them.
struct Region {
  std::vector<int> cells;
  cv::Rect box;
};

/// Gives the groups of cells that touch, largest first.
std::vector<Region> connected_regions(const Frame& frame);

/// Gives the groups of a layout, largest first: cells that touch, but pictures apart that touch only by chance (the
/// joins between their large blocks are nearly as bad as can be; in a full frame only full rectangles are taken apart).
/// Every cell belongs to the block that its best joins lead to.
std::vector<Region> picture_regions(const Frame& frame, const PairScores& scores);

}  // namespace solve_puzzle
