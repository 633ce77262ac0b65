// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_tasks.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>

#include "io/file_names.h"
#include "puzzles/error.h"
#include "tools/cli/bench_list.h"
#include "tools/cli/checks.h"
#include "tools/commands/bench_puzzle.h"

namespace solve_puzzle {
namespace {

// Gives the request for the folders, and those of every list.
std::vector<BenchRequest> requests_of(const BenchRequest& request) {
  BenchRequest folders = request;
  folders.datasets.clear();
  std::vector<BenchRequest> requests;
  for (const std::string& dataset : request.datasets) {
    if (!is_bench_list(dataset)) {
      folders.datasets.push_back(dataset);
      continue;
    }
    const std::vector<BenchRequest> listed = read_bench_list(dataset, request);
    requests.insert(requests.end(), listed.begin(), listed.end());
  }
  if (!folders.datasets.empty()) requests.insert(requests.begin(), folders);
  for (BenchRequest& each : requests) each.cut.rotation = rotation_word(each.cut);
  return requests;
}

// What was cut before is the same whatever is asked of cutting now.
BenchRequest without_cut(BenchRequest request) {
  const BenchRequest nothing;
  request.cut = nothing.cut;
  request.bench.resize = nothing.bench.resize;
  request.bench.mix = nothing.bench.mix;
  return request;
}

/// What is listed already.
struct Listed {
  std::set<std::string> puzzles;                           ///< keys
  std::map<std::string, std::filesystem::path> folder_of;  ///< of data sets
};

// Lists may name a data set again, but not another one of the same name.
void check_name(const PlannedPuzzle& puzzle, Listed& listed) {
  const std::filesystem::path path = puzzle.folder.empty() ? puzzle.photos.front() : puzzle.folder;
  const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
  const auto [known, is_new] = listed.folder_of.emplace(puzzle.dataset, folder);
  if (is_new || std::filesystem::equivalent(known->second, folder)) return;
  throw Error(fmt::format("{}: another dataset has the same name; expected folders with different names",
                          display_name(folder)));
}

void add_tasks(const BenchRequest& request, BenchTasks& all, Listed& listed) {
  const auto add_part = [&](const BenchRequest& of_part) -> const BenchPart* {
    return &all.parts.emplace_back(BenchPart{of_part, bench_settings(of_part)});
  };
  const BenchPart* const cut = add_part(request);
  const BenchPart* const as_it_is = add_part(without_cut(request));
  for (const PlannedPuzzle& puzzle : plan_bench(request)) {
    check_name(puzzle, listed);
    BenchTask task = {puzzle, puzzle.folder.empty() ? cut : as_it_is, {}};
    task.start = planned_line(puzzle, task.part->request, task.part->settings.hash);
    if (listed.puzzles.insert(puzzle_key(task.start)).second) all.tasks.push_back(std::move(task));
  }
}

std::vector<BenchTask> of_shard(const std::vector<BenchTask>& tasks, const Shard& shard) {
  std::vector<BenchTask> mine;
  for (std::size_t i = static_cast<std::size_t>(shard.index) - 1; i < tasks.size(); i += shard.count) {
    mine.push_back(tasks[i]);
  }
  return mine;
}

}  // namespace

BenchTasks bench_tasks(const BenchRequest& request) {
  BenchTasks all;
  Listed listed;
  for (const BenchRequest& each : requests_of(request)) add_tasks(each, all, listed);
  all.tasks = of_shard(all.tasks, parsed_shard(request.bench.shard));
  return all;
}

}  // namespace solve_puzzle
