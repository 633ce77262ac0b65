// SPDX-License-Identifier: Apache-2.0
// The candidates that the solver would show to a network, without solving. No truth, no network.
#pragma once

#include "puzzles/puzzle.h"
#include "solver/shortlist.h"

namespace solve_puzzle {

/// Compares all sides as the classical matcher does and keeps the likely pairs.
Shortlist candidate_lists(const Puzzle& puzzle);

}  // namespace solve_puzzle
