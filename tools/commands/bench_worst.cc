// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_worst.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/read_file.h"
#include "io/write_picture.h"
#include "tools/commands/bench_puzzle.h"
#include "tools/commands/draw_errors.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "worst";

std::vector<const BenchTask*> worst_tasks(const std::vector<BenchTask>& tasks, const std::vector<BenchLine>& lines,
                                          int count) {
  std::map<std::string, double> share;
  for (const BenchLine& line : lines) share[puzzle_key(line)] = line.neighbour_fair;
  std::vector<std::pair<double, const BenchTask*>> ranked;
  for (const BenchTask& task : tasks) {
    const auto found = share.find(puzzle_key(task.start));
    if (found != share.end() && found->second < 1.0) ranked.emplace_back(found->second, &task);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  ranked.resize(std::min(ranked.size(), static_cast<std::size_t>(count)));
  std::vector<const BenchTask*> worst;
  for (const auto& [neighbour, task] : ranked) worst.push_back(task);
  return worst;
}

}  // namespace

void draw_worst(const std::vector<BenchTask>& tasks, const std::vector<BenchLine>& lines, int count,
                const fs::path& out, Progress& progress, const StopSignal& stop) {
  const std::vector<const BenchTask*> worst = worst_tasks(tasks, lines, count);
  if (!worst.empty()) make_folder(out / kFolder);
  for (std::size_t i = 0; i < worst.size() && !stop.is_raised(); ++i) {
    progress.report("draw worst", static_cast<double>(i) / static_cast<double>(worst.size()));
    const auto& [planned, part, start] = *worst[i];
    const BenchPuzzle puzzle = make_bench_puzzle(planned, part->request);
    const Assembly answer = solve_bench_puzzle(puzzle.made, part->request, &stop.flag());
    const std::string name = fmt::format("{:02}-{}-{}-{}.png", i + 1, planned.dataset, planned.image, planned.seed);
    write_picture(out / kFolder / name, draw_errors(puzzle.made.puzzle, answer, puzzle.made.truth));
  }
}

std::vector<GalleryPicture> worst_pictures(const std::vector<fs::path>& outs) {
  constexpr std::size_t kMostBytes = std::size_t{10} << 20U;
  constexpr std::size_t kMostPictures = 24;
  std::vector<fs::path> files;
  for (const fs::path& out : outs) {
    std::error_code none;
    for (fs::directory_iterator entry(out / kFolder, none), end; !none && entry != end; entry.increment(none)) {
      if (entry->path().extension() == ".png") files.push_back(entry->path());
    }
  }
  std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
    return std::pair(a.filename(), a) < std::pair(b.filename(), b);
  });
  files.resize(std::min(files.size(), kMostPictures));
  std::vector<GalleryPicture> pictures;
  for (const fs::path& file : files) {
    if (fs::file_size(file) <= kMostBytes)
      pictures.emplace_back(printable(file.stem().native()), read_file(file, kMostBytes));
  }
  return pictures;
}

}  // namespace solve_puzzle
