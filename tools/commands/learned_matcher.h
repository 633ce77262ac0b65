// SPDX-License-Identifier: Apache-2.0
// The learned matcher that the options of a run ask for, loaded once.
#pragma once

#include "attention/seam_matcher.h"
#include "puzzles/puzzle.h"
#include "solver/options.h"

namespace solve_puzzle {

/// Gives the matcher with the weights that `options` name for pieces of this kind, null for the classical matcher. It
/// lives until the program ends. May be called from several threads.
/// Throws: Error when the weights are missing or damaged, or the plug-in cannot be loaded; it says how to do without.
const SeamMatcher* learned_matcher(const SolveOptions& options, Kind kind);

}  // namespace solve_puzzle
