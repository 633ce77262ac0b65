// SPDX-License-Identifier: Apache-2.0
// bench --compare OLD NEW: what became better or worse, puzzle by puzzle.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/requests.h"

namespace solve_puzzle {

/// A puzzle that both runs solved.
struct PairedLine {
  BenchLine before;
  BenchLine after;
  double gain() const { return after.neighbour_fair - before.neighbour_fair; }
};

/// Gives the puzzles that stand in both lists: same dataset, picture, seed and damage, whatever the program and its
/// options. Of several lines of one puzzle the last counts. Order: of `after`.
std::vector<PairedLine> paired_lines(const std::vector<BenchLine>& before, const std::vector<BenchLine>& after);

/// Gives how likely a mean difference as far from zero as this one is when signs fall at random: a sign-flip
/// permutation test, two-sided; exact for at most 16 values, else by 100,000 random draws. 1 for no values.
/// Source: Fisher, "The design of experiments", 1935, section 21.
double sign_flip_p(const std::vector<double>& differences);

/// Prints the comparison. Gives 1 when the mean share of right adjacencies fell by more than the threshold, else 0.
/// Throws: Error when the two runs have no puzzle in common.
int run_bench_compare(const BenchRequest& request);

}  // namespace solve_puzzle
