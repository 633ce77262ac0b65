// SPDX-License-Identifier: Apache-2.0
// Which sides are compared with which: lists of rows and of columns. No comparison here.
#pragma once

#include <vector>

#include "puzzles/puzzle.h"
#include "solver/sides.h"

namespace solve_puzzle {

/// Every row side is compared with every column side; there are as many of both. Symmetric: rows and columns are the
/// same sides.
struct SideLists {
  std::vector<int> rows;
  std::vector<int> columns;
  int length = 0;  ///< of every side
  bool is_symmetric = false;

  int size() const { return static_cast<int>(rows.size()); }
  int row(int place) const { return rows[static_cast<std::size_t>(place)]; }
  int column(int place) const { return columns[static_cast<std::size_t>(place)]; }

  /// Says whether the pair at a row and a column is to be looked at: not beyond the lists, not one piece, only once.
  bool is_pair(int row, int column) const;
};

/// Every side stands in one of these, as a row, as a column, or as both. Sides of like colour stand close to each
/// other.
std::vector<SideLists> side_lists(const Sides& sides, Rotation rotation);

}  // namespace solve_puzzle
