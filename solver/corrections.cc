// SPDX-License-Identifier: Apache-2.0
#include "solver/corrections.h"

#include <fmt/format.h>

#include <string>
#include <unordered_map>

#include "puzzles/error.h"

namespace solve_puzzle {

std::vector<int> numbers_in(const Puzzle& puzzle, const Assembly& earlier) {
  std::unordered_map<std::string, int> number_of_id;
  for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) number_of_id[puzzle.pieces[i].id] = static_cast<int>(i);
  std::vector<int> numbers;
  for (const PlacedPiece& piece : earlier.pieces) {
    const auto found = number_of_id.find(piece.id);
    if (found == number_of_id.end()) {
      throw Error(fmt::format("the earlier answer names piece {}; expected one of the {} pieces of the puzzle",
                              piece.id, puzzle.pieces.size()));
    }
    numbers.push_back(found->second);
  }
  return numbers;
}

}  // namespace solve_puzzle
