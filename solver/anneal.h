// SPDX-License-Identifier: Apache-2.0
// Simulated annealing over layouts: several chains of moves in parallel, from rough to fine.
#pragma once

#include <functional>

#include "solver/frame.h"

namespace solve_puzzle {

struct AnnealOptions {
  int num_chains = 4;
  int num_rounds = 1;  ///< after each round the worst chain goes on from the best layout
  int moves_per_round = 100;
  double temperature = 0.0;  ///< at the start, in units of the score; falls to zero over all rounds
  std::uint64_t seed = 1;
  std::function<bool()> should_stop = [] { return false; };
  std::function<bool(const Frame&)> is_allowed = [](const Frame&) { return true; };  ///< of `start`, too
  std::function<void(double)> progress = [](double) {};  ///< share that is done; one call at a time
};

/// Gives the best layout that any chain met, never worse than `start`. Chains are independent within a round, so the
/// answer does not depend on the number of threads. Source: Kirkpatrick, Gelatt, Vecchi, Science 1983, with large
/// moves.
Frame anneal(const Frame& start, const AssemblyScores& scores, const Rules& rules, const AnnealOptions& options);

}  // namespace solve_puzzle
