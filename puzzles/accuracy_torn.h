// SPDX-License-Identifier: Apache-2.0
// How good an answer to a torn puzzle is. The way in, and tiles: puzzles/accuracy.h.
#pragma once

#include <vector>

#include "puzzles/accuracy.h"
#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Judges an answer of torn pieces.
///
/// Every group of the answer is laid on the picture that it holds most of, by the rigid motion (never mirrored) that
/// fits the largest set of its pieces that agree with each other. A piece is right when its centre then lies within
/// 2 % of the mean piece diameter of where it belongs (at most 5 pixels), and it is turned by at most 2 degrees. The
/// diameter is the square root of the mean area of the masks, the centre that of the mask; without a puzzle, of the
/// pictures' area and of a square of that size. `direct` counts in the one group that holds most of a picture.
///
/// Adjacencies: two pieces that shared a tear of at least a tenth of the mean diameter. They stand in the truth's
/// matches; where it has none, true_adjacencies() finds them in the masks. An accepted join is right when the pieces
/// shared a tear of any length and its pose is within twice the tolerance of the true one. The fair measures are the
/// strict ones.
/// Throws: as judge().
Accuracy judge_torn(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle);

/// Gives 1 for every piece of the answer, in its order, that judge_torn() counts as wrongly placed. Throws: as judge().
std::vector<char> wrongly_placed(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle);

/// Gives the mean piece diameter, for tolerances. Units: pixels.
double mean_diameter(const Assembly& truth, const Puzzle* puzzle);

}  // namespace solve_puzzle
