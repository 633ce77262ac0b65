// SPDX-License-Identifier: Apache-2.0
// A short word for the pieces of a puzzle, so that files made for one puzzle are not used for another.
#pragma once

#include <string>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Gives 16 hexadecimal digits that depend on every piece's id, pixels and mask, not on the order of the pieces.
/// Differs: no protection against forgery. Cost: O(pixels). Source: Fowler, Noll, Vo, FNV-1a with 64 bits.
std::string fingerprint(const Puzzle& puzzle);

}  // namespace solve_puzzle
