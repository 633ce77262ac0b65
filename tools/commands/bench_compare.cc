// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "io/file_names.h"
#include "puzzles/error.h"
#include "puzzles/random.h"
#include "tools/commands/results_file.h"

namespace solve_puzzle {
namespace {

constexpr std::size_t kMostShown = 8;

std::string same_puzzle_key(const BenchLine& line) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", line.dataset, line.image, line.seed, line.kind,
                     line.rotation, line.erode, line.missing, line.piece_size, line.noise, line.mix, line.turned);
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double sum_with_signs(const std::vector<double>& values, std::uint64_t signs) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += (signs >> i & 1U) != 0 ? values[i] : -values[i];
  return sum;
}

double sum_with_random_signs(const std::vector<double>& values, Random& random) {
  double sum = 0;
  for (const double value : values) sum += random.below(2) != 0 ? value : -value;
  return sum;
}

template <class Value>
std::vector<double> column(const std::vector<PairedLine>& lines, const Value& value) {
  std::vector<double> values;
  for (const PairedLine& line : lines) values.push_back(value(line));
  return values;
}

std::string row(const std::string& name, const std::vector<double>& before, const std::vector<double>& after) {
  std::vector<double> gains;
  for (std::size_t i = 0; i < before.size(); ++i) gains.push_back(after[i] - before[i]);
  return fmt::format("{:<28} {:>8.2f} {:>8.2f} {:>+8.2f}   p = {:.3g}\n", name, 100 * mean(before), 100 * mean(after),
                     100 * mean(gains), sign_flip_p(gains));
}

std::string row(const std::string& name, const std::vector<PairedLine>& lines, double BenchLine::*field) {
  return row(name, column(lines, [&](const PairedLine& line) { return line.before.*field; }),
             column(lines, [&](const PairedLine& line) { return line.after.*field; }));
}

double seconds_ratio(const std::vector<PairedLine>& lines) {
  return std::exp(mean(column(lines, [](const PairedLine& line) {
    return std::log(std::max(1e-6, line.after.seconds) / std::max(1e-6, line.before.seconds));
  })));
}

std::string line_text(const PairedLine& line) {
  return fmt::format("  {:+8.2f}  {} {} seed {} ({:.2f} to {:.2f} %)\n", 100 * line.gain(), line.after.dataset,
                     line.after.image, line.after.seed, 100 * line.before.neighbour_fair,
                     100 * line.after.neighbour_fair);
}

// The puzzles that changed most, in the direction that `sign` says.
std::string most_changed(std::vector<PairedLine> lines, double sign) {
  std::erase_if(lines, [&](const PairedLine& line) { return sign * line.gain() <= 0; });
  std::stable_sort(lines.begin(), lines.end(),
                   [&](const PairedLine& a, const PairedLine& b) { return sign * a.gain() > sign * b.gain(); });
  std::string text = fmt::format("{}: {} puzzles\n", sign < 0 ? "worse" : "better", lines.size());
  for (std::size_t i = 0; i < std::min(lines.size(), kMostShown); ++i) text += line_text(lines[i]);
  return text;
}

}  // namespace

std::vector<PairedLine> paired_lines(const std::vector<BenchLine>& before, const std::vector<BenchLine>& after) {
  std::map<std::string, const BenchLine*> old;
  for (const BenchLine& line : before) old[same_puzzle_key(line)] = &line;
  std::map<std::string, std::size_t> place;
  std::vector<PairedLine> pairs;
  for (const BenchLine& line : after) {
    const std::string key = same_puzzle_key(line);
    const auto found = old.find(key);
    if (found == old.end()) continue;
    const auto [known, is_new] = place.emplace(key, pairs.size());
    if (is_new) pairs.push_back({*found->second, line});
    pairs[known->second].after = line;
  }
  return pairs;
}

double sign_flip_p(const std::vector<double>& differences) {
  constexpr std::size_t kMostExact = 16;
  constexpr std::uint64_t kNumDraws = 100'000;
  if (differences.empty()) return 1.0;
  const double found = std::abs(mean(differences)) * static_cast<double>(differences.size()) * (1 - 1e-12);
  const bool is_exact = differences.size() <= kMostExact;
  const std::uint64_t num_cases = is_exact ? std::uint64_t{1} << differences.size() : kNumDraws;
  Random random(1);
  std::uint64_t num_as_far = 0;
  for (std::uint64_t i = 0; i < num_cases; ++i) {
    const double sum = is_exact ? sum_with_signs(differences, i) : sum_with_random_signs(differences, random);
    num_as_far += std::abs(sum) >= found ? 1 : 0;
  }
  // A random draw can miss the found signs themselves: they count as one more case.
  return is_exact ? static_cast<double>(num_as_far) / static_cast<double>(num_cases)
                  : static_cast<double>(num_as_far + 1) / static_cast<double>(num_cases + 1);
}

int run_bench_compare(const BenchRequest& request) {
  const std::filesystem::path old_folder(request.bench.compare[0]), new_folder(request.bench.compare[1]);
  const std::vector<PairedLine> lines = paired_lines(read_bench_lines(old_folder), read_bench_lines(new_folder));
  if (lines.empty()) {
    throw Error(fmt::format("{} and {} have no puzzle in common; expected runs over the same pictures, cuts and seeds",
                            display_name(old_folder), display_name(new_folder)));
  }
  const double loss = -mean(column(lines, [](const PairedLine& line) { return line.gain(); }));
  const bool is_regression = loss > request.bench.threshold;
  std::string text =
      fmt::format("{} puzzles in both\n{:<28} {:>8} {:>8} {:>8}\n", lines.size(), "mean, %", "old", "new", "gain");
  text += row("neighbour, fair", lines, &BenchLine::neighbour_fair);
  text += row("direct, fair", lines, &BenchLine::direct_fair);
  text += row("precision, fair", lines, &BenchLine::precision_fair);
  text += row("recall", lines, &BenchLine::recall);
  text += row("perfect, fair", column(lines, [](const PairedLine& l) { return l.before.perfect_fair ? 1.0 : 0.0; }),
              column(lines, [](const PairedLine& l) { return l.after.perfect_fair ? 1.0 : 0.0; }));
  text += fmt::format("{:<28} {:.3f} times the old (geometric mean)\n", "seconds", seconds_ratio(lines));
  text += most_changed(lines, -1) + most_changed(lines, 1);
  if (is_regression) {
    text += fmt::format("REGRESSION: {:.2f} points of right adjacencies lost, more than {:.2f}\n", 100 * loss,
                        100 * request.bench.threshold);
  }
  fmt::print("{}", text);
  return is_regression ? 1 : 0;
}

}  // namespace solve_puzzle
