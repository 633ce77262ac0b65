// SPDX-License-Identifier: Apache-2.0
// solve() with what a program adds to it: progress, Ctrl-C, the clock.
#pragma once

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "solver/options.h"
#include "tools/commands/progress.h"
#include "tools/commands/stop_signal.h"

namespace solve_puzzle {

/// Solves, and enters the seconds of reading and of the whole into the answer.
Assembly run_solver(const Puzzle& puzzle, const SolveOptions& options, double read_seconds, Progress& progress,
                    StopSignal& stop);

}  // namespace solve_puzzle
