// SPDX-License-Identifier: Apache-2.0
// The story of torn puzzles: outlines, gap, candidates, assembly, refinement, answer. Square ones: solver/solve.h.
#pragma once

#include <functional>
#include <string>

#include "attention/seam_matcher.h"
#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "solver/options.h"

namespace solve_puzzle {

struct TornControl {
  std::function<void(const std::string& stage)> begin = [](const std::string&) {};
  std::function<bool()> should_stop = [] { return false; };
  std::function<void(double share)> progress = [](double) {};
};

/// Solves a puzzle of torn pieces, `learned` (where given) looking at seams; Assembly::seconds and stopped_early are
/// left to the caller. Throws: Error when no piece shows a pixel.
Assembly solve_torn(const Puzzle& puzzle, const SolveOptions& options, const TornControl& control = {},
                    const SeamMatcher* learned = nullptr);

}  // namespace solve_puzzle
