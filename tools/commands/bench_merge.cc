// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_merge.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "io/file_names.h"
#include "puzzles/error.h"
#include "tools/commands/bench_out.h"
#include "tools/commands/bench_solve.h"
#include "tools/commands/bench_summary.h"
#include "tools/commands/out_folder.h"
#include "tools/commands/results_file.h"
#include "tools/commands/run.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

bool are_same_answer(const BenchLine& a, const BenchLine& b) {
  return a.pieces == b.pieces && a.placed == b.placed && a.neighbour == b.neighbour && a.direct == b.direct &&
         a.accepted == b.accepted;
}

// Adds the lines that ALL does not have yet.
std::vector<BenchLine> written_lines(const fs::path& all, const std::vector<std::vector<BenchLine>>& parts) {
  ResultsFile results(all / "results.csv");
  std::vector<std::vector<BenchLine>> with_old = {results.lines()};
  with_old.insert(with_old.end(), parts.begin(), parts.end());
  std::set<std::string> known;
  for (const BenchLine& line : results.lines()) known.insert(puzzle_key(line));
  for (const BenchLine& line : merged_lines(with_old)) {
    if (!known.contains(puzzle_key(line))) results.append(line);
  }
  results.sort();
  return results.lines();
}

Json all_sets(const std::vector<fs::path>& folders) {
  Json sets = Json::array();
  for (const fs::path& folder : folders) {
    for (const Json& set : summary_sets(folder)) sets.push_back(set);
  }
  return sets;
}

}  // namespace

std::vector<BenchLine> merged_lines(const std::vector<std::vector<BenchLine>>& parts) {
  std::map<std::string, BenchLine> by_key;
  std::vector<BenchLine> merged;
  for (const std::vector<BenchLine>& part : parts) {
    for (const BenchLine& line : part) {
      const auto [known, is_new] = by_key.emplace(puzzle_key(line), line);
      if (is_new) merged.push_back(line);
      if (!are_same_answer(known->second, line)) {
        throw Error(
            fmt::format("{}: found two answers to the same puzzle with the same settings ({:.4f} and {:.4f} of "
                        "the adjacencies right), expected equal ones",
                        task_name(line), known->second.neighbour, line.neighbour));
      }
    }
  }
  sort_lines(merged);
  return merged;
}

int run_bench_merge(const BenchRequest& request) {
  std::vector<fs::path> folders(request.datasets.begin() + 1, request.datasets.end());
  std::vector<std::vector<BenchLine>> parts;
  for (const fs::path& folder : folders) parts.push_back(read_bench_lines(folder));
  const OutFolder out(request.output);
  const std::vector<BenchLine> lines = written_lines(out.path(), parts);
  folders.push_back(out.path());
  const Json summary = write_bench_summary(out.path(), lines, {}, all_sets(folders), 0);
  write_bench_report(out.path(), lines, folders);
  std::set<std::string> settings;
  for (const BenchLine& line : lines) settings.insert(line.settings);
  if (!request.common.quiet) fmt::print("{}", summary_table(summary, settings));
  return 0;
}

}  // namespace solve_puzzle
