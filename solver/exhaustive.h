// SPDX-License-Identifier: Apache-2.0
// The best layout of a tiny puzzle by trying them all: the oracle of the tests, and an option.
#pragma once

#include "solver/assemble.h"

namespace solve_puzzle {

/// Tries every assignment of the pieces (and turns) to every full frame. Throws: Error for more than 9 pieces, or more
/// than 5 that may be turned. Cost: pieces! · turns^pieces per frame size.
Frame assemble_exhaustively(const PairGraph& graph, const PairEvidence& evidence, const AssembleOptions& options);

}  // namespace solve_puzzle
