// SPDX-License-Identifier: Apache-2.0
// bench merge OUT... -o ALL: several benches become one.
#pragma once

#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/requests.h"

namespace solve_puzzle {

/// Gives all lines, sorted; a puzzle that stands in several lists once.
/// Throws: Error that names a puzzle whose answers differ.
std::vector<BenchLine> merged_lines(const std::vector<std::vector<BenchLine>>& parts);

/// Writes results.csv, summary.json and report.html of all folders (and of what ALL holds already) to ALL.
/// Throws: Error that names the file.
int run_bench_merge(const BenchRequest& request);

}  // namespace solve_puzzle
