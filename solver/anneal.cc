// SPDX-License-Identifier: Apache-2.0
#include "solver/anneal.h"

#include <algorithm>
#include <cmath>

#include "puzzles/parallel.h"
#include "puzzles/random.h"
#include "solver/moves.h"

namespace solve_puzzle {
namespace {

struct Scored {
  Frame frame;
  double score;
};

Frame random_move(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random) {
  const double kind = random.uniform();
  if (kind < 0.25) return reassign(frame, scores, rules, random);
  if (kind < 0.50) return move_blocks(frame, scores, rules, random);
  if (kind < 0.80) return follow_join(frame, scores, rules, random);
  return refill_region(frame, scores, rules, random);
}

class Chain {
 public:
  Chain(const Frame& start, double score, Random random)
      : current_{start, score}, best_{start, score}, random_(random) {}

  const Scored& best() const { return best_; }
  const Scored& current() const { return current_; }
  void go_on_from(const Scored& other) { current_ = other; }

  /// Runs moves while the temperature falls from `hot` to `cold`.
  void run(const AssemblyScores& scores, const Rules& rules, int num_moves, double hot, double cold,
           const AnnealOptions& options) {
    for (int move = 0; move < num_moves && !options.should_stop(); ++move) {
      const double temperature = hot + (cold - hot) * move / num_moves;
      Frame next = random_move(current_.frame, scores, rules, random_);
      const double score = layout_score(next, scores, rules);
      const double luck = std::max(random_.uniform(), 1e-12);
      if (score < current_.score + temperature * std::log(luck) || !options.is_allowed(next)) continue;
      current_ = {std::move(next), score};
      if (score > best_.score) best_ = current_;
    }
  }

 private:
  Scored current_;
  Scored best_;
  Random random_;
};

template <class Value>
std::size_t index_of_best(const std::vector<Chain>& chains, const Value& value) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < chains.size(); ++i) {
    if (value(chains[i]) > value(chains[best])) best = i;
  }
  return best;
}

}  // namespace

Frame anneal(const Frame& start, const AssemblyScores& scores, const Rules& rules, const AnnealOptions& options) {
  std::vector<Chain> chains;
  const double start_score = layout_score(start, scores, rules);
  for (int i = 0; i < options.num_chains; ++i) {
    chains.emplace_back(start, start_score, Random(options.seed, static_cast<std::uint64_t>(i)));
  }
  for (int round = 0; round < options.num_rounds && !options.should_stop(); ++round) {
    const double hot = options.temperature * (options.num_rounds - round) / options.num_rounds;
    const double cold = options.temperature * (options.num_rounds - round - 1) / options.num_rounds;
    parallel_for(0, options.num_chains, [&](std::ptrdiff_t i) {
      chains[static_cast<std::size_t>(i)].run(scores, rules, options.moves_per_round, hot, cold, options);
    });
    const std::size_t best = index_of_best(chains, [](const Chain& c) { return c.current().score; });
    const std::size_t worst = index_of_best(chains, [](const Chain& c) { return -c.current().score; });
    chains[worst].go_on_from(chains[best].current());
    options.progress(static_cast<double>(round + 1) / options.num_rounds);
  }
  return chains[index_of_best(chains, [](const Chain& c) { return c.best().score; })].best().frame;
}

}  // namespace solve_puzzle
