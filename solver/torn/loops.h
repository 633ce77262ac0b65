// SPDX-License-Identifier: Apache-2.0
// Closed loops of three joins: tears meet in threes, so true joins confirm each other, and false ones hardly ever do.
#pragma once

#include <vector>

#include "solver/torn/pair_judge.h"

namespace solve_puzzle {

/// Sets JoinCandidate::loops: over all third pieces, the sum of the weaker log-odds (from `least` on) of the two joins
/// that lead there and back with the same motion.
/// Cost: candidates × candidates per piece. Differs from loops over all tuples of pieces: only adjacent ones are tried.
void add_loops(const std::vector<PieceSize>& sizes, double least, std::vector<JoinCandidate>& joins);

}  // namespace solve_puzzle
