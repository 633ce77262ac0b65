// SPDX-License-Identifier: Apache-2.0
// Puzzles of a bench dealt out to several processes, each getting its next one when it is ready. A process that falls
// silent is lost: its puzzle is dealt again. Knows nothing of MPI: ranks.h.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tools/commands/bench_solve.h"
#include "tools/commands/ranks.h"

namespace solve_puzzle {

/// Which task is where. Times are seconds of any clock.
class Dealer {
 public:
  /// A puzzle that was dealt so often and never came back is given up: it may be what kills processes.
  static constexpr int kMostDeals = 2;

  explicit Dealer(const std::vector<std::size_t>& tasks) : waiting_(tasks.begin(), tasks.end()) {}

  /// Gives the next task to a rank; nothing while there is none.
  std::optional<std::size_t> deal(int rank, double now);

  /// Notes that a rank is still there.
  void hear(int rank, double now);

  /// Notes that a task came back. Says whether its result is new: a rank that was taken for lost may yet answer.
  bool take_back(int rank, std::size_t task);

  /// Takes ranks for lost that were silent for longer than `patience`, and gives the tasks that are given up.
  std::vector<std::size_t> drop_silent(double now, double patience);

  /// Nothing is waiting or away.
  bool is_finished() const { return waiting_.empty() && away_.empty(); }

  const std::set<int>& lost() const { return lost_; }

 private:
  std::deque<std::size_t> waiting_;
  std::map<int, std::size_t> away_;  ///< by rank
  std::map<int, double> heard_;      ///< by rank, of those that have been heard
  std::map<std::size_t, int> num_deals_;
  std::set<std::size_t> settled_;  ///< came back, or given up
  std::set<int> lost_;
};

/// How long to wait. Units: seconds.
struct DealTimes {
  double beat = 0.5;       ///< between signs of life
  double patience = 15.0;  ///< without one
};

/// Rank 0: deals out `left` (numbers of `tasks`), solves some itself, and hands every result to `take`, from one
/// thread. Gives the ranks that were lost, when all tasks have come back or are given up, or `stop` is set. Throws:
/// what `take` throws.
std::set<int> deal_tasks(Ranks& ranks, const std::vector<BenchTask>& tasks, const std::vector<std::size_t>& left,
                         const std::atomic<bool>& stop, const TakeResult& take, const DealTimes& times = {});

/// All other ranks: solves what rank 0 sends until there is no more. Says whether all ranks are still there: only then
/// may the ranks take leave of each other.
bool work_for_rank_0(Ranks& ranks, const std::vector<BenchTask>& tasks, const DealTimes& times = {});

}  // namespace solve_puzzle
