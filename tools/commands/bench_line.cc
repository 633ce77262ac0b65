// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_line.h"

#include <fmt/format.h>

#include <unordered_map>

namespace solve_puzzle {
namespace {

std::string set_key(const BenchLine& line) {
  return fmt::format("{}\n{}\n{}\n{}\n{}", line.dataset, line.settings, line.kind, line.rotation, line.piece_size);
}

}  // namespace

std::vector<std::vector<BenchLine>> lines_by_set(const std::vector<BenchLine>& lines) {
  std::vector<std::vector<BenchLine>> sets;
  std::unordered_map<std::string, std::size_t> number;
  for (const BenchLine& line : lines) {
    const auto [place, is_new] = number.emplace(set_key(line), sets.size());
    if (is_new) sets.emplace_back();
    sets[place->second].push_back(line);
  }
  return sets;
}

std::string puzzle_key(const BenchLine& line) {
  return fmt::format("{}\n{}\n{}\n{}", line.dataset, line.settings, line.image, line.seed);
}

}  // namespace solve_puzzle
