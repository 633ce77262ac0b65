// SPDX-License-Identifier: Apache-2.0
// Which fragments lie side by side in a truth, by their masks alone. For truths that do not say so themselves.
#pragma once

#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Two pieces of a truth (numbers of Assembly::pieces, the smaller first) and how long they run beside each other.
struct Adjacency {
  int piece_a = -1;
  int piece_b = -1;
  double length = 0;  ///< pixels
};

/// Gives all pairs of which at least one pixel on the rim of one lies within `gap` pixels of the other; the length is
/// the number of such pixels, of the piece that has fewer. Sorted.
/// Shapes: truth.pieces[i] for puzzle.pieces[i]. Cost: O(pixels + pairs of overlapping boxes · rim).
std::vector<Adjacency> true_adjacencies(const Puzzle& puzzle, const Assembly& truth, double gap);

}  // namespace solve_puzzle
