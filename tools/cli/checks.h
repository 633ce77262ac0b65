// SPDX-License-Identifier: Apache-2.0
// Options that contradict each other, or are no sizes: found before any work. What only the pieces can contradict is
// the solver's to find.
#pragma once

#include <string>
#include <vector>

#include "tools/requests.h"

namespace solve_puzzle {

/// Throws: UsageError, as all below.
void check_common(const CommonOptions& options);
void check_solve(const SolveOptions& options);
void check_explain(const SolveRequest& request);
void check_animate(const SolveRequest& request);
void check_cut(const CutOptions& options);
void check_bench(const BenchRequest& request);

struct ParsedSize {
  int width = 0;
  int height = 0;
};

/// Reads the pixels of --worn. Throws: UsageError.
std::vector<int> worn_pixels(const BenchOptions& options);

/// Reads "WIDTHxHEIGHT" of positive whole numbers. Throws: UsageError that names the option.
ParsedSize parsed_size(const std::string& option, const std::string& text);

/// Part `index` (from 1) of `count`.
struct Shard {
  int index = 1;
  int count = 1;
};

/// Reads "I/N"; the whole for an empty text. Throws: UsageError.
Shard parsed_shard(const std::string& text);

}  // namespace solve_puzzle
