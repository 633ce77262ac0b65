// SPDX-License-Identifier: Apache-2.0
// Turns the pieces of a ready torn puzzle, whose pieces perhaps lie upright, along with its truth. Puzzles that are cut
// here are turned by the cutter: puzzles/cut_torn.h.
#pragma once

#include <cstdint>

#include "puzzles/cut.h"

namespace solve_puzzle {

/// Turns every piece by an angle of its own, any of the full circle, and moves it by part of a pixel. Pictures grow so
/// that nothing of a piece is cut off. A pixel is piece where at least half of what the mask says around it is piece;
/// its colour is read by one cubic interpolation of piece pixels alone, so that rims get neither darker nor paler. What
/// lies around a piece is turned along. The truth says of the turned pieces what it said before: poses, matches and
/// rivals are those of the same places. Same puzzle and seed: same angles.
/// Throws: Error for square pieces.
CutPuzzle turned(const CutPuzzle& made, std::uint64_t seed);

}  // namespace solve_puzzle
