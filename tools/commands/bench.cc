// SPDX-License-Identifier: Apache-2.0
// The command bench: many puzzles, one line each, then the means.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/read_file.h"
#include "io/run_log.h"
#include "io/write_picture.h"
#include "puzzles/parallel.h"
#include "tools/commands/bench_compare.h"
#include "tools/commands/bench_pairs.h"
#include "tools/commands/bench_plan.h"
#include "tools/commands/bench_puzzle.h"
#include "tools/commands/bench_report.h"
#include "tools/commands/bench_settings.h"
#include "tools/commands/bench_summary.h"
#include "tools/commands/draw_errors.h"
#include "tools/commands/out_folder.h"
#include "tools/commands/progress.h"
#include "tools/commands/results_file.h"
#include "tools/commands/run.h"
#include "tools/commands/stop_signal.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxSummaryBytes = std::size_t{1} << 28;

/// A bench while it runs.
struct Run {
  const BenchRequest& request;
  const BenchSettings& settings;
  const StopSignal& stop;
  Progress& progress;
  ResultsFile& results;
  RunLog& log;
  std::size_t num_planned = 0;
  std::atomic<std::size_t> num_done = 0;
  std::atomic<int> num_failed = 0;
};

// Runs body(0) ... body(n - 1), so many at once; rethrows the first error and then begins nothing new. Not
// parallel_for: a thread of its loops that waits inside one puzzle may take up another one, whose time and memory would
// count for the first. Here every puzzle keeps its thread, and the loops inside share the workers.
template <class Body>
void run_jobs(int num_jobs, std::size_t n, const Body& body) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr error;
  std::mutex mutex;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < n; i = next++) body(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
      next = n;
    }
  };
  std::vector<std::thread> threads;
  for (int t = 0; t < num_jobs; ++t) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
}

// What is left to do: without the puzzles whose lines are there already.
std::vector<PlannedPuzzle> not_done(const Run& run, const std::vector<PlannedPuzzle>& plan) {
  std::set<std::string> done;
  for (const BenchLine& line : run.results.lines()) done.insert(puzzle_key(line));
  std::vector<PlannedPuzzle> left;
  for (const PlannedPuzzle& planned : plan) {
    const std::string key = puzzle_key(planned_line(planned, run.request, run.settings.hash));
    if (!done.contains(key)) left.push_back(planned);
  }
  return left;
}

std::string line_text(const BenchLine& line) {
  return fmt::format("{} {} seed {}: {} pieces, fair direct {:.2f} neighbour {:.2f} %, {:.2f} s", line.dataset,
                     line.image, line.seed, line.pieces, 100 * line.direct_fair, 100 * line.neighbour_fair,
                     line.seconds);
}

// Gives the finished line; nothing when the puzzle failed, which is noted, or was stopped.
std::optional<BenchLine> solve_planned(Run& run, const PlannedPuzzle& planned) {
  const BenchLine start = planned_line(planned, run.request, run.settings.hash);
  try {
    return bench_one(planned, run.request, start, &run.stop.flag());
  } catch (const std::exception& error) {
    ++run.num_failed;
    const std::string text =
        fmt::format("{} {} seed {}: failed: {}", start.dataset, start.image, start.seed, error.what());
    run.log.add(text);
    run.progress.line(text);
    return std::nullopt;
  }
}

// A puzzle that fails is counted and the rest goes on; a result that cannot be written ends the bench.
void do_planned(Run& run, const PlannedPuzzle& planned) {
  if (run.stop.is_raised()) return;
  if (const std::optional<BenchLine> line = solve_planned(run, planned)) {
    run.results.append(*line);
    run.log.add(line_text(*line));
    if (run.request.common.verbose) run.progress.line(line_text(*line));
  }
  run.progress.report(planned.dataset, static_cast<double>(++run.num_done) / static_cast<double>(run.num_planned));
}

Json read_summary(const fs::path& path) {
  if (!fs::exists(path)) return Json::object();
  const Json summary = Json::parse(read_file(path, kMaxSummaryBytes), nullptr, /*allow_exceptions=*/false);
  return summary.is_object() ? summary : Json::object();
}

Json write_summary(const Run& run, const fs::path& path) {
  Json summary = bench_summary(run.results.lines(), run.settings, read_summary(path));
  summary["failed"] = run.num_failed.load();
  write_file_atomically(path, summary.dump(2) + "\n");
  return summary;
}

// Gives the puzzles of this plan with the smallest shares, worst first, perfect ones left out.
std::vector<PlannedPuzzle> worst_puzzles(const Run& run, const std::vector<PlannedPuzzle>& plan) {
  std::map<std::string, double> share;
  for (const BenchLine& line : run.results.lines()) share[puzzle_key(line)] = line.neighbour_fair;
  std::vector<std::pair<double, const PlannedPuzzle*>> ranked;
  for (const PlannedPuzzle& planned : plan) {
    const auto found = share.find(puzzle_key(planned_line(planned, run.request, run.settings.hash)));
    if (found != share.end() && found->second < 1.0) ranked.emplace_back(found->second, &planned);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  ranked.resize(std::min(ranked.size(), static_cast<std::size_t>(run.request.bench.save_worst)));
  std::vector<PlannedPuzzle> worst;
  for (const auto& [neighbour, planned] : ranked) worst.push_back(*planned);
  return worst;
}

// Solves once more instead of keeping all answers: same puzzle, options and seed give the same answer.
void draw_worst(Run& run, const std::vector<PlannedPuzzle>& plan, const fs::path& folder) {
  const std::vector<PlannedPuzzle> worst = worst_puzzles(run, plan);
  if (!worst.empty()) make_folder(folder);
  for (std::size_t i = 0; i < worst.size() && !run.stop.is_raised(); ++i) {
    run.progress.report("draw worst", static_cast<double>(i) / static_cast<double>(worst.size()));
    const BenchPuzzle puzzle = make_bench_puzzle(worst[i], run.request);
    const Assembly answer = solve_bench_puzzle(puzzle.made, run.request, &run.stop.flag());
    const std::string name = fmt::format("{:02}-{}-{}-{}.png", i + 1, worst[i].dataset, worst[i].image, worst[i].seed);
    write_picture(folder / name, draw_errors(puzzle.made.puzzle, answer, puzzle.made.truth));
  }
}

// The pictures that draw_worst() left, of this run or of earlier ones.
std::vector<GalleryPicture> gallery_in(const fs::path& folder) {
  constexpr std::size_t kMostBytes = std::size_t{10} << 20U;
  constexpr std::size_t kMostPictures = 24;
  std::vector<fs::path> files;
  std::error_code none;
  for (fs::directory_iterator entry(folder, none), end; !none && entry != end; entry.increment(none)) {
    if (entry->path().extension() == ".png") files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  files.resize(std::min(files.size(), kMostPictures));
  std::vector<GalleryPicture> pictures;
  for (const fs::path& file : files) {
    if (fs::file_size(file) <= kMostBytes)
      pictures.emplace_back(printable(file.stem().native()), read_file(file, kMostBytes));
  }
  return pictures;
}

int finish(const Run& run, const fs::path& out) {
  run.log.write(out / "run.log");
  if (run.stop.is_raised()) {
    fmt::print(stderr, "solve-puzzle: error: stopped by a signal; the same command goes on where it stopped\n");
    return 1;
  }
  if (run.num_failed == 0) return 0;
  fmt::print(stderr, "solve-puzzle: error: {} of {} puzzles failed; see {}\n", run.num_failed.load(), run.num_planned,
             display_name(out / "run.log"));
  return 1;
}

}  // namespace

int run_bench(const BenchRequest& given) {
  if (given.bench.pairs) return run_bench_pairs(given);
  if (!given.bench.compare.empty()) return run_bench_compare(given);
  BenchRequest request = given;
  request.cut.rotation = rotation_word(request.cut);
  const ThreadLimit limit(request.common.threads);
  if (request.bench.jobs == 0) request.bench.jobs = num_threads();
  const std::vector<PlannedPuzzle> plan = plan_bench(request);
  const BenchSettings settings = bench_settings(request);
  const OutFolder out(request.output, {request.datasets.begin(), request.datasets.end()});
  ResultsFile results(out.path() / "results.csv");
  StopSignal stop;
  Progress progress(progress_style(request.common.quiet));
  RunLog log;
  Run run = {request, settings, stop, progress, results, log, plan.size()};
  const std::vector<PlannedPuzzle> left = not_done(run, plan);
  run.num_done = plan.size() - left.size();
  log.add(fmt::format("{} puzzles, {} of them done before", plan.size(), run.num_done.load()));

  stop.begin_search();
  write_summary(run, out.path() / "summary.json");  // a run that is killed leaves what its lines mean
  run_jobs(request.bench.jobs, left.size(), [&](std::size_t i) { do_planned(run, left[i]); });
  const Json summary = write_summary(run, out.path() / "summary.json");
  if (request.bench.save_worst > 0) draw_worst(run, plan, out.path() / "worst");
  write_file_atomically(out.path() / "report.html", bench_page(results.lines(), gallery_in(out.path() / "worst")));
  progress.clear();
  if (!request.common.quiet) fmt::print("{}", summary_table(summary, settings.hash));
  return finish(run, out.path());
}

}  // namespace solve_puzzle
