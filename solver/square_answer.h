// SPDX-License-Identifier: Apache-2.0
// Turns a finished layout into the answer people read: groups, poses, joins with their confidence, suggestions.
#pragma once

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "solver/assemble.h"

namespace solve_puzzle {

/// Shapes: frame places the pieces of `puzzle`; evidence belongs to `graph`. Joins below min_confidence are listed, not
/// accepted; so are the best partners of pieces that found no place. Pieces of a block of `one_group` come into one
/// group, whatever lies between them.
Assembly square_answer(const Puzzle& puzzle, const Frame& frame, const PairGraph& graph, const PairEvidence& evidence,
                       double min_confidence, const std::vector<Block>& one_group = {});

}  // namespace solve_puzzle
