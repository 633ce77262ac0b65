// SPDX-License-Identifier: Apache-2.0
// Pieces and sides as people name them: ID or ID:SIDE.
#pragma once

#include <optional>
#include <string>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

struct NamedPiece {
  int piece = 0;
  std::optional<Side> side;
};

/// Finds what `name` means. A piece whose id holds a colon may be named without a side, too.
/// Throws: Error with the nearest ids when there is no such piece, and with the names of sides when there is no such
/// side.
NamedPiece find_piece(const Puzzle& puzzle, const std::string& name);

/// Gives top, right, bottom or left.
std::string side_word(int side);

}  // namespace solve_puzzle
