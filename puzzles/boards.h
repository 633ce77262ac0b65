// SPDX-License-Identifier: Apache-2.0
// An answer and its truth side by side, piece by piece, on cells: what the measures of accuracy are counted on. No
// pixels beyond which tiles look the same.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "puzzles/tile_content.h"

namespace solve_puzzle {

/// Columns to the right, rows down. Wide numbers, so that no cell that a file may name overflows.
struct Cell {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend auto operator<=>(const Cell&, const Cell&) = default;
  friend Cell operator+(Cell a, Cell b) { return {a.x + b.x, a.y + b.y}; }
  friend Cell operator-(Cell a, Cell b) { return {a.x - b.x, a.y - b.y}; }
};

/// Turns a cell about cell (0, 0), quarter turns counter-clockwise on screen.
Cell turned(Cell cell, int quarter_turns);

/// Gives the step from a cell to its neighbour in a direction (a Side).
Cell cell_step(int direction);

struct Place {
  int group = -1;  ///< -1: not placed
  Cell cell;
  int quarter_turns = 0;
};

/// Finds pieces by where they stand. Cost: O(log N) a look-up.
class CellIndex {
 public:
  /// Throws: Error naming two pieces that stand in one cell. `what` and `ids` are for its message.
  CellIndex(const std::vector<Place>& places, const std::vector<std::string>& ids, const std::string& what);

  /// Gives the piece in a cell, or -1.
  int piece_at(int group, Cell cell) const;

 private:
  struct Entry {
    int group;
    Cell cell;
    int piece;
  };
  std::vector<Entry> entries_;
};

/// Index i means the same piece everywhere: truth.pieces[i].
struct Boards {
  std::vector<Place> truth;   ///< group: the picture
  std::vector<Place> answer;  ///< group: counted from 0 without gaps
  CellIndex truth_cells;
  CellIndex answer_cells;
  std::vector<TileContent> contents;
  std::vector<int> piece_of_answer;  ///< answer.pieces[k] is piece piece_of_answer[k]
  bool may_turn = false;             ///< whole groups may be turned by quarter turns (Type 2)
  int num_pictures = 0;
  int num_groups = 0;

  int num_pieces() const { return static_cast<int>(truth.size()); }
};

/// Lays both out. A null puzzle: no two tiles look the same.
/// Throws: Error when the kinds differ or are not square, an id is unknown or used twice, or a piece has no cell or
/// shares it.
Boards lay_out(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle);

}  // namespace solve_puzzle
