// SPDX-License-Identifier: Apache-2.0
// The command bench: many puzzles, one line each, then the means.
#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>

#include "io/file_names.h"
#include "io/run_log.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "tools/commands/bench_compare.h"
#include "tools/commands/bench_deal.h"
#include "tools/commands/bench_merge.h"
#include "tools/commands/bench_out.h"
#include "tools/commands/bench_pairs.h"
#include "tools/commands/bench_solve.h"
#include "tools/commands/bench_summary.h"
#include "tools/commands/bench_tasks.h"
#include "tools/commands/bench_worst.h"
#include "tools/commands/out_folder.h"
#include "tools/commands/progress.h"
#include "tools/commands/ranks.h"
#include "tools/commands/results_file.h"
#include "tools/commands/run.h"
#include "tools/commands/stop_signal.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// A bench while it runs.
struct Run {
  const BenchRequest& request;
  ResultsFile& results;
  Progress& progress;
  RunLog& log;
  std::size_t num_planned = 0;
  std::atomic<std::size_t> num_done = 0;
  std::atomic<int> num_failed = 0;
};

// Numbers of the tasks that are left to do: without the puzzles whose lines are there already.
std::vector<std::size_t> not_done(const std::vector<BenchTask>& tasks, const std::vector<BenchLine>& lines) {
  std::set<std::string> done;
  for (const BenchLine& line : lines) done.insert(puzzle_key(line));
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (!done.contains(puzzle_key(tasks[i].start))) left.push_back(i);
  }
  return left;
}

std::string line_text(const BenchLine& line) {
  return fmt::format("{}: {} pieces, fair direct {:.2f} neighbour {:.2f} %, {:.2f} s", task_name(line), line.pieces,
                     100 * line.direct_fair, 100 * line.neighbour_fair, line.seconds);
}

// A puzzle that fails is counted and the rest goes on; a result that cannot be written ends the bench.
void take(Run& run, const BenchTask& task, const TaskResult& result) {
  if (!result.line && result.failure.empty()) return;
  const std::string text =
      result.line ? line_text(*result.line) : fmt::format("{}: failed: {}", task_name(task.start), result.failure);
  if (result.line) run.results.append(*result.line);
  run.num_failed += result.line ? 0 : 1;
  run.log.add(text);
  if (!result.line || run.request.common.verbose) run.progress.line(text);
  run.progress.report(task.start.dataset, static_cast<double>(++run.num_done) / static_cast<double>(run.num_planned));
}

int finish(const Run& run, const fs::path& out, bool is_stopped) {
  run.log.write(out / "run.log");
  if (is_stopped) {
    fmt::print(stderr, "solve-puzzle: error: stopped by a signal; the same command goes on where it stopped\n");
    return 1;
  }
  if (run.num_failed == 0) return 0;
  fmt::print(stderr, "solve-puzzle: error: {} of {} puzzles failed; see {}\n", run.num_failed.load(), run.num_planned,
             display_name(out / "run.log"));
  return 1;
}

std::vector<BenchSettings> settings_of(const BenchTasks& all) {
  std::vector<BenchSettings> settings;
  for (const BenchPart& part : all.parts) settings.push_back(part.settings);
  return settings;
}

std::vector<fs::path> inputs_of(const BenchTasks& all) {
  std::vector<fs::path> inputs;
  for (const BenchPart& part : all.parts) {
    inputs.insert(inputs.end(), part.request.datasets.begin(), part.request.datasets.end());
  }
  return inputs;
}

std::set<std::string> hashes_of(const std::vector<BenchSettings>& settings) {
  std::set<std::string> hashes;
  for (const BenchSettings& each : settings) hashes.insert(each.hash);
  return hashes;
}

/// Does the tasks with these numbers and takes their results, here or elsewhere.
using DoTasks = std::function<void(const std::vector<BenchTask>& tasks, const std::vector<std::size_t>& left,
                                   const std::atomic<bool>& stop, const TakeResult& take)>;

int solve_all(const BenchRequest& request, const DoTasks& do_them) {
  const BenchTasks all = bench_tasks(request);
  const std::vector<BenchSettings> settings = settings_of(all);
  const OutFolder out(request.output, inputs_of(all));
  ResultsFile results(out.path() / "results.csv");
  StopSignal stop;
  Progress progress(progress_style(request.common.quiet));
  RunLog log;
  Run run = {request, results, progress, log, all.tasks.size()};
  const std::vector<std::size_t> left = not_done(all.tasks, results.lines());
  run.num_done = all.tasks.size() - left.size();
  log.add(fmt::format("{} puzzles, {} of them done before", all.tasks.size(), run.num_done.load()));

  stop.begin_search();
  const Json before = summary_sets(out.path());
  write_bench_summary(out.path(), results.lines(), settings, before, 0);  // what lines mean, should it be killed
  do_them(all.tasks, left, stop.flag(),
          [&](std::size_t i, const TaskResult& result) { take(run, all.tasks[i], result); });
  results.sort();
  const Json summary = write_bench_summary(out.path(), results.lines(), settings, before, run.num_failed);
  if (request.bench.save_worst > 0)
    draw_worst(all.tasks, results.lines(), request.bench.save_worst, out.path(), progress, stop);
  write_bench_report(out.path(), results.lines(), {out.path()});
  progress.clear();
  if (!request.common.quiet) fmt::print("{}", summary_table(summary, hashes_of(settings)));
  return finish(run, out.path(), stop.is_raised());
}

// Without the others there is no orderly way out of MPI.
int leave(Ranks& ranks, bool all_there, int exit_code) {
  if (all_there) {
    ranks.finish();
    return exit_code;
  }
  std::fflush(nullptr);
  std::_Exit(exit_code);
}

int run_as_rank(Ranks& ranks, const BenchRequest& request) {
  if (ranks.rank() > 0) return leave(ranks, work_for_rank_0(ranks, bench_tasks(request).tasks), 0);
  std::set<int> lost;
  const int exit_code =
      solve_all(request, [&](const auto& tasks, const auto& left, const auto& stop, const auto& take) {
        lost = deal_tasks(ranks, tasks, left, stop, take);
      });
  if (!lost.empty()) {
    fmt::print(stderr, "solve-puzzle: warning: {} of {} processes were lost; their puzzles were dealt again\n",
               lost.size(), ranks.count());
  }
  return leave(ranks, lost.empty(), exit_code);
}

// Every process solves one puzzle at a time.
int run_under_mpi(BenchRequest request) {
  if (request.bench.pairs || request.is_merge() || !request.bench.compare.empty()) {
    throw Error("mpirun deals out puzzles to solve only; start --pairs, --compare and merge without it");
  }
  const std::unique_ptr<Ranks> ranks = open_ranks();
  request.bench.jobs = 1;
  try {
    return run_as_rank(*ranks, request);
  } catch (const std::exception& error) {
    fmt::print(stderr, "solve-puzzle: error: {}\n", error.what());
    ranks->abort();
    return 1;
  }
}

}  // namespace

int run_bench(const BenchRequest& given) {
  const ThreadLimit limit(given.common.threads);
  if (is_one_of_several_ranks()) return run_under_mpi(given);
  if (given.is_merge()) return run_bench_merge(given);
  if (given.bench.pairs) return run_bench_pairs(given);
  if (!given.bench.compare.empty()) return run_bench_compare(given);
  BenchRequest request = given;
  if (request.bench.jobs == 0) request.bench.jobs = num_threads();
  return solve_all(request, [&](const auto& tasks, const auto& left, const auto& stop, const auto& take) {
    do_tasks(tasks, left, request.bench.jobs, stop, take);
  });
}

}  // namespace solve_puzzle
