// SPDX-License-Identifier: Apache-2.0
// solve() with what a program adds to it: progress, Ctrl-C, the clock.
#pragma once

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "solver/options.h"
#include "solver/solve.h"
#include "tools/commands/progress.h"
#include "tools/commands/stop_signal.h"

namespace solve_puzzle {

/// Solves, honouring `corrections` where there are some, and enters the seconds of reading and of the whole into the
/// answer.
Assembly run_solver(const Puzzle& puzzle, const SolveOptions& options, double read_seconds, Progress& progress,
                    StopSignal& stop, const Corrections* corrections = nullptr);

}  // namespace solve_puzzle
