// SPDX-License-Identifier: Apache-2.0
// results.csv without what differs from run to run: times and memory. For tests only.
#pragma once

#include <string>
#include <vector>

#include "tools/commands/results_file.h"

namespace solve_puzzle {

inline std::vector<std::string> timeless_lines(const std::filesystem::path& out) {
  std::vector<std::string> texts;
  for (BenchLine line : read_bench_lines(out)) {
    for (double BenchLine::*field :
         {&BenchLine::seconds, &BenchLine::read_seconds, &BenchLine::propose_seconds, &BenchLine::score_seconds,
          &BenchLine::assemble_seconds, &BenchLine::refine_seconds, &BenchLine::peak_mb}) {
      line.*field = 0;
    }
    texts.push_back(csv_line(line));
  }
  return texts;
}

}  // namespace solve_puzzle
