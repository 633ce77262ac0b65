// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_line.h"

#include <fmt/format.h>

namespace solve_puzzle {

std::string set_key(const BenchLine& line) {
  return fmt::format("{}\n{}\n{}\n{}\n{}", line.dataset, line.settings, line.kind, line.rotation, line.piece_size);
}

std::string puzzle_key(const BenchLine& line) {
  return fmt::format("{}\n{}\n{}\n{}", line.dataset, line.settings, line.image, line.seed);
}

}  // namespace solve_puzzle
