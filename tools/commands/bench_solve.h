// SPDX-License-Identifier: Apache-2.0
// The puzzles of a bench one after the other or several at once: who does which, and what comes of it. No files.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/commands/bench_tasks.h"

namespace solve_puzzle {

/// What came of a puzzle. Neither a line nor a failure: it was stopped.
struct TaskResult {
  std::optional<BenchLine> line;
  std::string failure;  ///< why there is no line
};

/// Never throws: what goes wrong with a puzzle is its result.
TaskResult do_task(const BenchTask& task, const std::atomic<bool>* stop);

/// Gives "DATASET IMAGE seed SEED".
std::string task_name(const BenchLine& line);

/// Takes the result of a task, by its number. May throw, which ends the work.
using TakeResult = std::function<void(std::size_t task, const TaskResult& result)>;

/// Does the tasks with the numbers `left` on `num_jobs` threads and hands every result to `take`, which several threads
/// may call at once.
/// Rethrows the first error of `take`, after which nothing new is begun; nor is it once `stop` is set.
void do_tasks(const std::vector<BenchTask>& tasks, const std::vector<std::size_t>& left, int num_jobs,
              const std::atomic<bool>& stop, const TakeResult& take);

}  // namespace solve_puzzle
