// SPDX-License-Identifier: Apache-2.0
// From a puzzle to its answer: propose, score, assemble. The story of the whole solver.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "solver/corrections.h"
#include "solver/options.h"

namespace solve_puzzle {

/// What a caller may watch and say while solve() runs. progress may be called from any thread, one call at a time.
struct SolveControl {
  const std::atomic<bool>* stop = nullptr;  ///< set it to end the search: best so far is returned within a second
  std::function<void(const std::string& stage, double share)> progress;  ///< share of the stage that is done, 0 to 1
  const Corrections* corrections = nullptr;                              ///< every pin is honoured
};

class SeamMatcher;

/// Solves a puzzle, with the classical matcher, or (options.matcher "learned") with `learned`, which must be there
/// then. Same puzzle, options, seed: same answer on any number of threads (unless stopped early). Throws: Error when
/// options contradict each other or the puzzle, or pins each other.
Assembly solve(const Puzzle& puzzle, const SolveOptions& options, const SolveControl& control = {},
               const SeamMatcher* learned = nullptr);

}  // namespace solve_puzzle
