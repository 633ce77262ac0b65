// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_solve.h"

#include <fmt/format.h>

#include <exception>
#include <mutex>
#include <thread>

#include "tools/commands/bench_puzzle.h"

namespace solve_puzzle {

TaskResult do_task(const BenchTask& task, const std::atomic<bool>* stop) {
  try {
    return {bench_one(task.puzzle, task.part->request, task.start, stop), ""};
  } catch (const std::exception& error) {
    return {std::nullopt, error.what()};
  }
}

std::string task_name(const BenchLine& line) {
  return fmt::format("{} {} seed {}", line.dataset, line.image, line.seed);
}

// Not parallel_for: a thread of its loops that waits inside one puzzle may take up another one, whose time and memory
// would count for the first. Here every puzzle keeps its thread, and the loops inside share the workers.
void do_tasks(const std::vector<BenchTask>& tasks, const std::vector<std::size_t>& left, int num_jobs,
              const std::atomic<bool>& stop, const TakeResult& take) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr error;
  std::mutex mutex;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < left.size() && !stop; i = next++) take(left[i], do_task(tasks[left[i]], &stop));
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
      next = left.size();
    }
  };
  std::vector<std::thread> threads;
  for (int t = 0; t < num_jobs; ++t) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
}

}  // namespace solve_puzzle
