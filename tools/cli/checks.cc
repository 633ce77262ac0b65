// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/checks.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <optional>

#include "tools/cli/bench_list.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

// Reads all of `text` as a number within these bounds.
std::optional<int> number_between(int least, int most, const std::string& text) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const bool is_number = error == std::errc{} && stop == end && number >= least && number <= most;
  return is_number ? std::optional(number) : std::nullopt;
}

std::optional<int> positive_number(const std::string& text) { return number_between(1, 999'999, text); }

}  // namespace

ParsedSize parsed_size(const std::string& option, const std::string& text) {
  const std::size_t cross = text.find_first_of("xX");
  const std::optional<int> width = positive_number(text.substr(0, cross));
  const std::optional<int> height = cross == std::string::npos ? std::nullopt : positive_number(text.substr(cross + 1));
  if (!width || !height) {
    throw UsageError(fmt::format("--{}: found '{}', expected two positive whole numbers such as 24x18", option, text));
  }
  return {*width, *height};
}

Shard parsed_shard(const std::string& text) {
  if (text.empty()) return {};
  const std::size_t slash = text.find('/');
  const int index = positive_number(text.substr(0, slash)).value_or(0);
  const int count = slash == std::string::npos ? 0 : positive_number(text.substr(slash + 1)).value_or(0);
  if (index < 1 || index > count) {
    throw UsageError(fmt::format("--shard: found '{}', expected I/N with I from 1 to N, such as 2/8", text));
  }
  return {index, count};
}

std::vector<int> worn_pixels(const BenchOptions& options) {
  constexpr int kMost = 1000;  // as --erode
  std::vector<int> pixels;
  for (const std::string& text : options.worn) {
    const std::optional<int> number = number_between(0, kMost, text);
    if (!number) throw UsageError(fmt::format("--worn: found '{}', expected whole numbers from 0 to {}", text, kMost));
    pixels.push_back(*number);
  }
  return pixels;
}

void check_common(const CommonOptions& options) {
  if (options.quiet && options.verbose) throw UsageError("--quiet and --verbose contradict each other; give one");
}

void check_solve(const SolveOptions& options) {
  if (!options.grid.empty()) parsed_size("grid", options.grid);
  if (options.kind == "square" && options.rotation == "free") {
    throw UsageError("--kind square and --rotation free contradict each other; square pieces turn by none or quarter");
  }
  if (options.kind == "torn" && !options.grid.empty()) {
    throw UsageError("--kind torn and --grid contradict each other; only square pieces lie in a grid");
  }
  if (options.kind == "torn" && options.rotation == "quarter") {
    throw UsageError("--kind torn and --rotation quarter contradict each other; torn pieces turn by none or free");
  }
}

void check_explain(const SolveRequest& request) {
  if (!request.explain.empty() && request.explain.size() != 2) {
    throw UsageError(
        fmt::format("--explain: found {} pieces, expected two, such as p0007 p0042", request.explain.size()));
  }
}

void check_animate(const SolveRequest& request) {
  if (request.animate.empty()) return;
  if (!request.explain.empty()) throw UsageError("--explain solves nothing; it takes no --animate");
  const std::string ending = std::filesystem::path(request.animate).extension().string();
  if (ending == ".webp" || ending == ".gif" || ending == ".mp4") return;
  throw UsageError(
      fmt::format("--animate: found '{}', expected a file name that ends in .webp, .gif or .mp4", request.animate));
}

void check_cut(const CutOptions& options) {
  if (options.kind == "square" && options.rotation == "free") {
    throw UsageError("--kind square and --rotation free contradict each other; square pieces turn by none or quarter");
  }
  if (!positive_number(options.piece_size)) {
    try {
      parsed_size("piece-size", options.piece_size);
    } catch (const UsageError&) {
      throw UsageError(
          fmt::format("--piece-size: found '{}', expected pixels such as 28 or 56x28", options.piece_size));
    }
  }
}

namespace {

// Two runs that are compared, instead of puzzles that are solved.
void check_compare(const BenchRequest& request) {
  if (request.bench.compare.size() != 2) {
    throw UsageError(fmt::format("--compare: found {} folders, expected two, OLD NEW (or --pairs and weights files)",
                                 request.bench.compare.size()));
  }
  if (!request.datasets.empty() || !request.output.empty()) {
    throw UsageError("--compare OLD NEW reads two earlier runs; it takes no DATASET and no -o (or give --pairs)");
  }
}

// Folders that are put together, instead of puzzles that are solved.
void check_merge(const BenchRequest& request) {
  if (request.bench.pairs || !request.bench.compare.empty() || !request.bench.shard.empty()) {
    throw UsageError("bench merge solves nothing; it takes no --pairs, --compare or --shard");
  }
  if (request.datasets.size() < 2) {
    throw UsageError("bench merge: found no folder, expected the folders of earlier runs: bench merge OUT... -o ALL");
  }
}

void check_pairs(const BenchRequest& request) {
  if (request.cut.kind == "torn") {
    throw UsageError("--pairs and --kind torn contradict each other; pairs of sides are measured on square pieces");
  }
  if (!request.bench.shard.empty()) throw UsageError("--pairs and --shard contradict each other; give one");
  for (const std::string& dataset : request.datasets) {
    if (is_bench_list(dataset)) throw UsageError(fmt::format("--pairs takes folders, found the list file {}", dataset));
  }
}

// Pieces are turned before they are solved.
void check_turn(const BenchRequest& request) {
  if (!request.bench.pairs && request.bench.compare.empty() && !request.is_merge()) return;
  throw UsageError("--turn is for puzzles to solve; it goes without --pairs, --compare and merge");
}

}  // namespace

void check_bench(const BenchRequest& request) {
  if (request.is_merge()) check_merge(request);
  if (!request.bench.pairs && !request.bench.compare.empty()) check_compare(request);
  if (request.bench.pairs) check_pairs(request);
  if (!request.bench.pairs && request.bench.partial) throw UsageError("--partial is for --pairs; give --pairs too");
  if (!request.bench.pairs && !request.bench.worn.empty()) throw UsageError("--worn is for --pairs; give --pairs too");
  if (request.bench.turn) check_turn(request);
  worn_pixels(request.bench);
  check_common(request.common);
  check_cut(request.cut);
  check_solve(request.solve);
  if (!request.bench.resize.empty()) parsed_size("resize", request.bench.resize);
  parsed_shard(request.bench.shard);
  if (request.bench.grid == "known" && (request.bench.mix > 1 || request.cut.missing > 0)) {
    throw UsageError("--grid known contradicts --mix and --missing; a known grid is full and holds one picture");
  }
}

}  // namespace solve_puzzle
