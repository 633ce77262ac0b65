// SPDX-License-Identifier: Apache-2.0
// What a person settled about a puzzle, and the answer that it was settled on. No search.
#pragma once

#include <optional>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/pins.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// The new answer starts from the earlier one.
struct Corrections {
  Pins pins;
  std::optional<Assembly> earlier;
};

/// Gives, for every piece of an earlier answer, its number in the puzzle. Throws: Error when the puzzle lacks it.
std::vector<int> numbers_in(const Puzzle& puzzle, const Assembly& earlier);

}  // namespace solve_puzzle
