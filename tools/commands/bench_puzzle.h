// SPDX-License-Identifier: Apache-2.0
// One puzzle of a bench: made, solved, judged.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "puzzles/assembly.h"
#include "puzzles/cut.h"
#include "tools/commands/bench_line.h"
#include "tools/commands/bench_plan.h"
#include "tools/requests.h"

namespace solve_puzzle {

/// Gives the word that the option --rotation has for it.
std::string rotation_word(Rotation rotation);

/// Gives the matcher in words, with what was chosen of it, such as "learned mean" or "classical mgc".
std::string matcher_word(const SolveOptions& options);

/// Gives the line's columns that are known before anything is read: those that puzzle_key() looks at.
BenchLine planned_line(const PlannedPuzzle& planned, const BenchRequest& request, const std::string& settings);

/// A puzzle with its truth, and the seconds that it took to read its pieces (0 for one that was cut here).
struct BenchPuzzle {
  CutPuzzle made;
  double read_seconds = 0;
};

/// Throws: Error that names the file.
BenchPuzzle make_bench_puzzle(const PlannedPuzzle& planned, const BenchRequest& request);

/// Solves with what the bench may tell of the truth: kind, turns and, where asked for, the grid.
Assembly solve_bench_puzzle(const CutPuzzle& made, const BenchRequest& request, const std::atomic<bool>* stop);

/// Does all of it and fills the line. Gives nothing when the search was stopped by `stop`.
std::optional<BenchLine> bench_one(const PlannedPuzzle& planned, const BenchRequest& request, BenchLine line,
                                   const std::atomic<bool>* stop);

}  // namespace solve_puzzle
