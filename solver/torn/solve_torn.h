// SPDX-License-Identifier: Apache-2.0
// The story of torn puzzles: outlines, gap, candidates, assembly, refinement, answer. Square ones: solver/solve.h.
#pragma once

#include "attention/seam_matcher.h"
#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "solver/options.h"
#include "solver/torn/torn_control.h"

namespace solve_puzzle {

/// Solves a puzzle of torn pieces, `learned` (where given) looking at seams; Assembly::seconds and stopped_early are
/// left to the caller. Throws: Error when no piece shows a pixel, or when pins contradict each other.
Assembly solve_torn(const Puzzle& puzzle, const SolveOptions& options, const TornControl& control = {},
                    const SeamMatcher* learned = nullptr);

}  // namespace solve_puzzle
