// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/run_solver.h"

#include "solver/solve.h"
#include "tools/commands/learned_matcher.h"
#include "tools/commands/stopwatch.h"

namespace solve_puzzle {

Assembly run_solver(const Puzzle& puzzle, const SolveOptions& options, double read_seconds, Progress& progress,
                    StopSignal& stop, const Corrections* corrections) {
  const Stopwatch stopwatch;
  const SeamMatcher* learned = learned_matcher(options, puzzle.kind);
  stop.begin_search();
  Assembly answer = solve(puzzle, options,
                          {.stop = &stop.flag(),
                           .progress = [&](const std::string& stage, double share) { progress.report(stage, share); },
                           .corrections = corrections},
                          learned);
  progress.clear();
  for (const char* stage : {"propose", "score", "assemble", "refine"}) answer.seconds.try_emplace(stage, 0.0);
  answer.seconds["read"] = read_seconds;
  answer.seconds["total"] = read_seconds + stopwatch.seconds();
  return answer;
}

}  // namespace solve_puzzle
