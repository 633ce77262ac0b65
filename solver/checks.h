// SPDX-License-Identifier: Apache-2.0
// What solve() asks of its input before it starts, and how pieces of two formats become pieces of one.
#pragma once

#include <string>

#include "puzzles/assembly.h"
#include "puzzles/pins.h"
#include "puzzles/puzzle.h"
#include "solver/options.h"

namespace solve_puzzle {

/// Throws: Error when the puzzle is empty, of torn pieces, of pieces of different sizes, or does not fit the options.
void check(const Puzzle& puzzle, const SolveOptions& options);

/// Gives COLSxROWS as a size, empty for an empty text. Throws: Error when it is malformed or holds fewer than
/// num_pieces cells.
cv::Size parse_grid(const std::string& text, int num_pieces);

/// Gives the quarter turns between allowed orientations: 4 for Type 1, 1 for square pieces of Type 2, 2 for rectangular
/// ones.
int turn_step_of(const Puzzle& puzzle);

/// Gives the puzzle with upright rectangular pieces turned once, so that all pictures have one size.
Puzzle with_equal_sides(const Puzzle& puzzle);

/// Rewrites pins of `puzzle`, or an earlier answer to it, for with_equal_sides(puzzle).
Pins pins_with_equal_sides(const Puzzle& puzzle, Pins pins);
Assembly answer_with_equal_sides(const Puzzle& puzzle, Assembly answer);

/// Rewrites an answer for with_equal_sides(puzzle) as one for `puzzle`.
void undo_equal_sides(const Puzzle& puzzle, Assembly& assembly);

}  // namespace solve_puzzle
