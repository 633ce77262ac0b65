// SPDX-License-Identifier: Apache-2.0
// Which pieces and joins of an answer are wrong, one by one: what a picture of the errors shows. Counts and shares:
// puzzles/accuracy.h.
#pragma once

#include <vector>

#include "puzzles/boards.h"

namespace solve_puzzle {

/// Piece `second` stands in `direction` (kRight or kBottom) of piece `first`; the truth shows no such pair.
struct WrongJoin {
  int first = 0;
  int second = 0;
  int direction = 0;
};

/// Pieces are numbered as in the truth. Fair: what shows the same pixels counts as right.
struct AnswerErrors {
  std::vector<char>
      is_wrong_piece;  ///< placed, but another picture belongs there in the frame that fits its group best
  std::vector<WrongJoin> wrong_joins;
};

/// Cost: O(N log N).
AnswerErrors find_errors(const Boards& boards);

}  // namespace solve_puzzle
