// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>

#include "puzzles/parallel.h"
#include "solver/best_pairs.h"
#include "tests/bench/plain_product.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

constexpr int kNumCandidates = 24;
const cv::Size kTile(28, 28);

bool equals_brute_force(const Puzzle& puzzle, const std::string& measure) {
  const Sides sides(puzzle);
  const auto compatibility = make_compatibility(measure, sides);
  const BestPairs fast = best_pairs(sides, puzzle.rotation, *compatibility, kNumCandidates);
  const BestPairs slow = best_pairs_brute_force(sides, puzzle.rotation, *compatibility, kNumCandidates);
  return fast.partner == slow.partner && fast.dissimilarity == slow.dissimilarity;
}

/// Multiplications and additions of the products that the stage consists of.
double num_operations(double num_pieces, Rotation rotation, int product_size) {
  const double num_pairs = rotation == Rotation::kNone ? 2 * num_pieces * num_pieces : 8 * num_pieces * num_pieces;
  return 2 * num_pairs * product_size;
}

/// Times the stage. `of_plain`: the rate of the products that the stage would consist of without bounds, as a share of
/// the rate of a plain large matrix product on as many threads in the same run; `of_plain_cpu`: the same by processor
/// time.
void time_all_pairs(benchmark::State& state, const Puzzle& puzzle) {
  const Sides sides(puzzle);
  const auto mgc = mahalanobis_gradient(sides);
  const auto start = std::chrono::steady_clock::now();
  const double processor_start = processor_seconds();
  for (auto _ : state) benchmark::DoNotOptimize(best_pairs(sides, puzzle.rotation, *mgc, kNumCandidates));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double processor = processor_seconds() - processor_start;
  const double operations = num_operations(sides.num_pieces(), puzzle.rotation, mgc->product_size(kTile.width));
  state.counters["flops"] = benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
  if (const auto plain = plain_product_rate(num_threads())) {
    const double all = operations * static_cast<double>(state.iterations());
    state.counters["of_plain"] = all / seconds.count() / plain->by_clock;
    state.counters["of_plain_cpu"] = all / processor / plain->by_processor;
  } else {
    state.SetLabel("no cblas_sgemm found: not compared with a plain product");
  }
}

Rotation rotation_of(const benchmark::State& state) {
  return state.range(1) == 0 ? Rotation::kNone : Rotation::kQuarter;
}

/// Tiles of noise, which no bound rules out. Arguments: pieces, rotation (0 none, 1 quarter), threads (0: all).
void all_pairs(benchmark::State& state) {
  const ThreadLimit limit(static_cast<int>(state.range(2)));
  const Rotation rotation = rotation_of(state);
  if (!equals_brute_force(random_puzzle(60, kTile, rotation), "mgc")) {
    return state.SkipWithError("the best K are not those of brute force");
  }
  time_all_pairs(state, random_puzzle(static_cast<int>(state.range(0)), kTile, rotation));
}
BENCHMARK(all_pairs)
    ->ArgsProduct({{432, 1000, 3300}, {0, 1}, {1, 0}})
    ->ArgNames({"pieces", "quarter", "threads"})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

Puzzle landscape(int num_pieces, Rotation rotation) {
  const int columns = static_cast<int>(std::lround(std::sqrt(1.3 * num_pieces)));
  return sample_puzzle({columns, num_pieces / columns},
                       {.piece_size = "28", .rotation = rotation == Rotation::kNone ? "none" : "quarter"})
      .puzzle;
}

/// Tiles of a picture, most pairs of which lower bounds rule out. Arguments as above.
void all_pairs_of_a_landscape(benchmark::State& state) {
  const ThreadLimit limit(static_cast<int>(state.range(2)));
  const Rotation rotation = rotation_of(state);
  if (!equals_brute_force(landscape(150, rotation), "mgc")) {
    return state.SkipWithError("the best K are not those of brute force");
  }
  time_all_pairs(state, landscape(static_cast<int>(state.range(0)), rotation));
}
BENCHMARK(all_pairs_of_a_landscape)
    ->ArgsProduct({{432, 3300, 12000}, {0}, {1, 0}})
    ->ArgsProduct({{3300}, {1}, {1, 0}})
    ->ArgNames({"pieces", "quarter", "threads"})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// Argument: threads (0: all).
void plain_product(benchmark::State& state) {
  const ThreadLimit limit(static_cast<int>(state.range(0)));
  const auto rate = plain_product_rate(num_threads());
  if (!rate) {
    for (auto _ : state) state.SetIterationTime(0);
    return state.SetLabel("no cblas_sgemm found");
  }
  for (auto _ : state) state.SetIterationTime(2.0 * 2048 * 2048 * 2048 / rate->by_clock);
  state.counters["flops"] = rate->by_clock;
  state.SetLabel(blas_kernel_name());
}
BENCHMARK(plain_product)->Arg(1)->Arg(0)->ArgName("threads")->UseManualTime()->Iterations(1);

/// Arguments: pieces, threads (0: all).
void all_pairs_by_prediction(benchmark::State& state) {
  const ThreadLimit limit(static_cast<int>(state.range(1)));
  if (!equals_brute_force(random_puzzle(60, kTile), "prediction"))
    return state.SkipWithError("not those of brute force");
  const Sides sides(random_puzzle(static_cast<int>(state.range(0)), kTile));
  const auto prediction = prediction_based(sides);
  for (auto _ : state) benchmark::DoNotOptimize(best_pairs(sides, Rotation::kNone, *prediction, kNumCandidates));
}
BENCHMARK(all_pairs_by_prediction)
    ->ArgsProduct({{432}, {1, 0}})
    ->ArgNames({"pieces", "threads"})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace solve_puzzle
