// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "io/file_names.h"

namespace solve_puzzle {
namespace {

std::string set_key(const BenchLine& line) {
  return fmt::format("{}\n{}\n{}\n{}\n{}", line.dataset, line.settings, line.kind, line.rotation, line.piece_size);
}

auto asked(const BenchLine& line) {
  return std::tie(line.kind, line.rotation, line.piece_size, line.tear, line.erode, line.erode_uneven, line.missing,
                  line.noise, line.fade, line.mix, line.turned, line.matcher, line.settings);
}

bool comes_before(const BenchLine& a, const BenchLine& b) {
  if (a.dataset != b.dataset) return natural_less(a.dataset, b.dataset);
  if (asked(a) != asked(b)) return asked(a) < asked(b);
  if (a.image != b.image) return natural_less(a.image, b.image);
  return a.seed < b.seed;
}

}  // namespace

void sort_lines(std::vector<BenchLine>& lines) { std::stable_sort(lines.begin(), lines.end(), comes_before); }

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
