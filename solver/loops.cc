// SPDX-License-Identifier: Apache-2.0
#include "solver/loops.h"

#include <algorithm>
#include <numeric>

#include "solver/graph_rows.h"
#include "solver/sides.h"

namespace solve_puzzle {
namespace {

/// The best partners of every side, as entries, best first; -1 where there are fewer than capacity.
struct BestEntries {
  std::size_t capacity;
  std::vector<std::int32_t> entry;
};

BestEntries best_entries(const PairGraph& graph, const std::vector<float>& log_probability, int num_best) {
  const auto capacity = static_cast<std::size_t>(num_best);
  BestEntries best{capacity, std::vector<std::int32_t>(static_cast<std::size_t>(graph.num_sides()) * capacity, -1)};
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    std::vector<std::int32_t> order(last - first);
    std::iota(order.begin(), order.end(), static_cast<std::int32_t>(first));
    const std::size_t count = std::min(capacity, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](int x, int y) {
                        const float a = log_probability[static_cast<std::size_t>(x)];
                        const float b = log_probability[static_cast<std::size_t>(y)];
                        return a != b ? a > b : x < y;
                      });
    std::copy_n(order.begin(), count, best.entry.begin() + static_cast<std::ptrdiff_t>(side * capacity));
  });
  return best;
}

/// Finds the best loop through the pair (a, b) on the flank where side a + turn and side b - turn look; `turn` is +1 or
/// -1.
class LoopFinder {
 public:
  LoopFinder(const PairGraph& graph, const Posterior& posterior, const LoopOptions& options)
      : graph_(graph),
        posterior_(posterior),
        options_(options),
        best_(best_entries(graph, posterior.log_probability, options.candidates)) {}

  float best_loop(int a, int b, int turn) const {
    const auto flank_a = static_cast<std::size_t>(rotated_side(a, turn));
    const auto flank_b = static_cast<std::size_t>(rotated_side(b, -turn));
    auto result = static_cast<float>(options_.floor);
    if (options_.at_border) {
      result = std::max(result, posterior_.log_no_partner[flank_a] + posterior_.log_no_partner[flank_b]);
    }
    const std::size_t begin = flank_a * best_.capacity;
    for (std::size_t i = begin; i < begin + best_.capacity && best_.entry[i] >= 0; ++i) {
      const float first = probability(best_.entry[i]);
      if (first <= result) break;
      const int u = rotated_side(graph_.partner[static_cast<std::size_t>(best_.entry[i])], turn);
      if (piece_of(u) == piece_of(b)) continue;  // one piece cannot fill two corners of the square
      result = std::max(result, best_closing(u, a, flank_b, turn, first, result));
    }
    return result;
  }

 private:
  float probability(std::int32_t entry) const { return posterior_.log_probability[static_cast<std::size_t>(entry)]; }

  /// The best way on from corner u over b's flank, given what the first join is worth; `least` if none is better.
  float best_closing(int u, int a, std::size_t flank_b, int turn, float first, float least) const {
    float result = least;
    const std::size_t begin = flank_b * best_.capacity;
    for (std::size_t j = begin; j < begin + best_.capacity && best_.entry[j] >= 0; ++j) {
      const float two = first + probability(best_.entry[j]);
      if (two <= result) break;
      const int v = rotated_side(graph_.partner[static_cast<std::size_t>(best_.entry[j])], -turn);
      if (piece_of(v) == piece_of(a)) continue;
      const int closing = graph_.find(u, v);
      if (closing >= 0) result = std::max(result, two + probability(closing));
    }
    return result;
  }

  const PairGraph& graph_;
  const Posterior& posterior_;
  const LoopOptions& options_;
  BestEntries best_;
};

}  // namespace

FlankLoops flank_loops(const PairGraph& graph, const Posterior& posterior, const LoopOptions& options) {
  const LoopFinder finder(graph, posterior, options);
  FlankLoops loops{std::vector<float>(posterior.log_probability.size()),
                   std::vector<float>(posterior.log_probability.size())};
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    for (std::size_t e = first; e < last; ++e) {
      const int b = graph.partner[e];
      if (static_cast<int>(side) > b) continue;
      const auto mate = static_cast<std::size_t>(graph.mate[e]);
      loops.right[e] = loops.left[mate] = finder.best_loop(static_cast<int>(side), b, 1);
      loops.left[e] = loops.right[mate] = finder.best_loop(static_cast<int>(side), b, -1);
    }
  });
  return loops;
}

}  // namespace solve_puzzle
