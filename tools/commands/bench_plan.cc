// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/file_names.h"
#include "io/folder_truth.h"
#include "io/read_puzzle.h"
#include "puzzles/error.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

std::string dataset_name(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  return printable((whole.has_filename() ? whole : whole.parent_path()).filename().native());
}

bool is_puzzle(const fs::path& folder) { return fs::exists(folder / "puzzle.json") || has_folder_truth(folder); }

// Gives the folders of puzzles: the dataset itself, or those in it, in natural order.
std::vector<fs::path> puzzle_folders(const fs::path& dataset) {
  if (is_puzzle(dataset)) return {dataset};
  std::vector<fs::path> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(dataset)) {
    if (entry.is_directory() && is_puzzle(entry.path())) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end(), [](const fs::path& a, const fs::path& b) {
    return natural_less(a.filename().native(), b.filename().native());
  });
  return folders;
}

/// Adds the puzzle once for every seed.
void add_with_seeds(PlannedPuzzle puzzle, const BenchRequest& request, std::vector<PlannedPuzzle>& plan) {
  for (int k = 0; k < request.bench.seeds; ++k) {
    puzzle.seed = request.cut.seed + static_cast<std::uint64_t>(k);
    plan.push_back(puzzle);
  }
}

// Seeds only count where something is left to chance.
std::vector<PlannedPuzzle> plan_folders(const std::string& name, const std::vector<fs::path>& folders,
                                        const BenchRequest& request) {
  std::vector<PlannedPuzzle> plan;
  for (const fs::path& folder : folders) {
    const PlannedPuzzle puzzle = {
        .dataset = name, .image = printable(folder.filename().native()), .photos = {}, .folder = folder};
    request.bench.turn ? add_with_seeds(puzzle, request, plan) : plan.push_back(puzzle);
  }
  return plan;
}

std::vector<PlannedPuzzle> plan_photos(const std::string& name, const std::vector<fs::path>& photos,
                                       const BenchRequest& request) {
  std::vector<PlannedPuzzle> plan;
  const std::size_t mix = static_cast<std::size_t>(request.bench.mix);
  for (std::size_t begin = 0; begin + mix <= photos.size(); begin += mix) {
    PlannedPuzzle puzzle = {.dataset = name, .image = {}, .photos = {}, .folder = {}};
    for (std::size_t i = begin; i < begin + mix; ++i) {
      puzzle.photos.push_back(photos[i]);
      if (i > begin) puzzle.image += '+';
      puzzle.image += printable(photos[i].stem().native());
    }
    add_with_seeds(puzzle, request, plan);
  }
  if (plan.empty()) {
    throw Error(fmt::format("{}: has {} photos, expected at least {} for one bag (--mix)", name, photos.size(), mix));
  }
  return plan;
}

std::vector<PlannedPuzzle> plan_dataset(const fs::path& dataset, const BenchRequest& request) {
  if (!fs::is_directory(dataset)) {
    throw Error(fmt::format("{}: expected a folder of photos or of puzzle folders, or a list file (.json), found {}",
                            display_name(dataset), fs::exists(dataset) ? "a file" : "nothing"));
  }
  const std::vector<fs::path> folders = puzzle_folders(dataset);
  if (folders.empty() && request.bench.turn) {
    throw UsageError(fmt::format(
        "--turn: {} holds photos, expected folders of ready puzzles; pieces that are cut here are turned by --rotation",
        display_name(dataset)));
  }
  std::vector<PlannedPuzzle> plan = folders.empty()
                                        ? plan_photos(dataset_name(dataset), list_pictures({dataset}), request)
                                        : plan_folders(dataset_name(dataset), folders, request);
  const std::size_t limit = static_cast<std::size_t>(request.bench.limit);
  if (limit > 0 && plan.size() > limit) plan.resize(limit);
  return plan;
}

}  // namespace

std::vector<PlannedPuzzle> plan_bench(const BenchRequest& request) {
  std::vector<PlannedPuzzle> plan;
  std::set<std::string> names;
  for (const std::string& dataset : request.datasets) {
    const std::vector<PlannedPuzzle> more = plan_dataset(dataset, request);
    if (!names.insert(more.front().dataset).second) {
      throw Error(fmt::format("{}: another dataset has the same name; expected folders with different names",
                              display_name(dataset)));
    }
    plan.insert(plan.end(), more.begin(), more.end());
  }
  return plan;
}

}  // namespace solve_puzzle
