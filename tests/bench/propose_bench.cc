// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <vector>

#include "puzzles/cut.h"
#include "puzzles/parallel.h"
#include "puzzles/sample.h"
#include "solver/torn/propose.h"
#include "tests/bench/plain_product.h"
#include "tests/solver/torn/propose_brute_force.h"

namespace solve_puzzle {
namespace {

/// Fragments of a picture torn into 36, which is the usual size: outlines of some 220 points.
struct Outlines {
  Scraps scraps;
  std::vector<Windows> windows;  ///< of the first fragments
};

Outlines some_outlines() {
  constexpr int kNumWindows = 9;
  const CutPuzzle made = cut({sample_picture({768, 512}, 1)}, {.kind = "torn", .pieces = 36});
  const std::vector<Fragment> fragments = make_fragments(made.puzzle, {.margin = 32});
  Outlines result;
  result.scraps = make_scraps(fragments, 0, outline_step(fragments));
  for (int i = 0; i < kNumWindows; ++i) {
    result.windows.emplace_back(result.scraps.fragments[i], result.scraps.outlines[i]);
  }
  return result;
}

/// Tells whether the best proposal is the best of all windows.
bool equals_brute_force(const Outlines& made, const Windows& a, const Windows& b) {
  const double best = best_score_by_brute_force(a, b, made.scraps);
  return std::abs(propose(a, b, made.scraps, {}).front().score - best) < 0.002 * best + 0.1;
}

/// Multiplications and additions, were all windows compared by matrix products: of complex numbers, and of colours.
double num_operations_of_products(const Windows& a, const Windows& b) {
  double num_points = 0;
  for (const int reach : Windows::kReach) num_points += 2 * reach + 1;
  return 2.0 * a.size() * b.size() * num_points * (4 + kOutlineColours);
}

/// Additions, multiplications, divisions and roots that are really done: the table of the points, sums along its
/// diagonals, scores of all windows. Read off propose.cc and window_kernel.inc; a logarithm counts 11.
double num_operations_done(const Windows& a, const Windows& b) {
  constexpr double kTable = 6 + 4 * kOutlineColours;
  constexpr double kSums = 3 * 2;
  constexpr double kScore = 5 + 5 + 9 + 2 + 3 + 2 + 2 + 2 * 11 + 3;
  return 1.0 * a.size() * b.size() * (kTable + Windows::kNumSizes * (kSums + kScore));
}

template <class Of>
double sum_over_pairs(const Outlines& made, const Of& of) {
  double sum = 0;
  for (std::size_t a = 0; a < made.windows.size(); ++a) {
    for (std::size_t b = a + 1; b < made.windows.size(); ++b) sum += of(made.windows[a], made.windows[b]);
  }
  return sum;
}

/// Times all windows of two outlines against each other, and the motions that follow, on one thread. `of_plain`: the
/// rate of the matrix products that the stage would consist of if every window were taken by itself, as a share of the
/// rate of a plain large matrix product on one thread in the same run; `done_of_plain`: the same of what is really
/// calculated, since sums go on from window to window. `…_cpu`: by processor time.
void windows_of_two_outlines(benchmark::State& state) {
  const ThreadLimit limit(1);
  const Outlines made = some_outlines();
  if (!equals_brute_force(made, made.windows[0], made.windows[1]) ||
      !equals_brute_force(made, made.windows[4], made.windows[8])) {
    return state.SkipWithError("the best proposal is not that of brute force");
  }
  const auto start = std::chrono::steady_clock::now();
  const double processor_start = processor_seconds();
  for (auto _ : state) {
    benchmark::DoNotOptimize(sum_over_pairs(made, [&](const Windows& a, const Windows& b) {
      return static_cast<double>(propose(a, b, made.scraps, {}).size());
    }));
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double processor = processor_seconds() - processor_start;
  const double num_points =
      sum_over_pairs(made, [](const Windows& a, const Windows& b) { return std::sqrt(1.0 * a.size() * b.size()); });
  const double num_pairs = sum_over_pairs(made, [](const Windows&, const Windows&) { return 1.0; });
  const double rounds = static_cast<double>(state.iterations());
  const double products = rounds * sum_over_pairs(made, num_operations_of_products);
  const double done = rounds * sum_over_pairs(made, num_operations_done);
  state.counters["points"] = num_points / num_pairs;
  state.counters["us_per_pair"] = 1e6 * seconds.count() / rounds / num_pairs;
  state.counters["flops"] = products / seconds.count();
  state.counters["done_flops"] = done / seconds.count();
  if (const auto plain = plain_product_rate(1)) {
    state.counters["plain_flops"] = plain->by_clock;
    state.counters["of_plain"] = products / seconds.count() / plain->by_clock;
    state.counters["of_plain_cpu"] = products / processor / plain->by_processor;
    state.counters["done_of_plain"] = done / seconds.count() / plain->by_clock;
    state.counters["done_of_plain_cpu"] = done / processor / plain->by_processor;
  } else {
    state.SetLabel("no cblas_sgemm found: not compared with a plain product");
  }
}
BENCHMARK(windows_of_two_outlines)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace solve_puzzle
