// SPDX-License-Identifier: Apache-2.0
// Parallel loops: oneTBB, or plain std::thread where SOLVE_PUZZLE_STD_THREADS is defined (the thread sanitizer cannot
// see into oneTBB). All loops of the project go through here.
#pragma once

#include <algorithm>
#include <cstddef>

#ifdef SOLVE_PUZZLE_STD_THREADS
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>
#else
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace solve_puzzle {

#ifdef SOLVE_PUZZLE_STD_THREADS

inline int& thread_limit() {
  static int limit = 0;
  return limit;
}

/// Limits the loops of the process to `threads` threads while it lives; 0: all processors.
class ThreadLimit {
 public:
  explicit ThreadLimit(int threads) : before_(thread_limit()) { thread_limit() = threads; }
  ~ThreadLimit() { thread_limit() = before_; }
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  int before_;
};

inline int num_threads() {
  return thread_limit() > 0 ? thread_limit() : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

/// Calls body(i) for every i in [begin, end), in any order and on any thread; rethrows the first exception.
template <class Body>
void parallel_for(std::ptrdiff_t begin, std::ptrdiff_t end, const Body& body) {
  std::atomic<std::ptrdiff_t> next{begin};
  std::exception_ptr error;
  std::mutex mutex;
  auto work = [&] {
    for (std::ptrdiff_t i = next++; i < end; i = next++) {
      try {
        body(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!error) error = std::current_exception();
        next = end;
      }
    }
  };
  std::vector<std::thread> threads;
  const std::ptrdiff_t wanted = std::min<std::ptrdiff_t>(num_threads(), end - begin);
  for (std::ptrdiff_t t = 1; t < wanted; ++t) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
}

#else

/// Limits the loops of the process to `threads` threads while it lives; 0: all processors.
class ThreadLimit {
 public:
  explicit ThreadLimit(int threads)
      : control_(tbb::global_control::max_allowed_parallelism,
                 static_cast<std::size_t>(threads > 0 ? threads : tbb::info::default_concurrency())) {}

 private:
  tbb::global_control control_;
};

inline int num_threads() {
  return std::min(tbb::this_task_arena::max_concurrency(),
                  static_cast<int>(tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism)));
}

/// Calls body(i) for every i in [begin, end), in any order and on any thread; rethrows the first exception.
template <class Body>
void parallel_for(std::ptrdiff_t begin, std::ptrdiff_t end, const Body& body) {
  if (begin >= end) return;
  tbb::parallel_for(tbb::blocked_range<std::ptrdiff_t>(begin, end, 1), [&](const auto& range) {
    for (std::ptrdiff_t i = range.begin(); i != range.end(); ++i) body(i);
  });
}

#endif

}  // namespace solve_puzzle
