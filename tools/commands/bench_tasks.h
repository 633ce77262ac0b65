// SPDX-License-Identifier: Apache-2.0
// What a bench has to do: all puzzles of all folders and list files, each with the options it is solved with. Nothing
// is read but lists and the names in the folders.
#pragma once

#include <deque>
#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/commands/bench_plan.h"
#include "tools/commands/bench_settings.h"
#include "tools/requests.h"

namespace solve_puzzle {

/// Options that many puzzles share.
struct BenchPart {
  BenchRequest request;
  BenchSettings settings;
};

struct BenchTask {
  PlannedPuzzle puzzle;
  const BenchPart* part = nullptr;
  BenchLine start;  ///< the columns that are known before anything is read
};

struct BenchTasks {
  std::deque<BenchPart> parts;  ///< tasks point into it
  std::vector<BenchTask> tasks;
};

/// Lists the puzzles, no two with the same key: puzzles of folders are not cut, so that all cuts of a list are one to
/// them. With --shard I/N: every N-th one only. The same request gives the same list, whatever was done before.
/// Throws: UsageError of a list file; Error of plan_bench(), also when two lists name different datasets of one name.
BenchTasks bench_tasks(const BenchRequest& request);

}  // namespace solve_puzzle
