// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <chrono>

#include "puzzles/parallel.h"
#include "solver/best_pairs.h"
#include "tests/bench/plain_product.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

constexpr int kNumCandidates = 24;
const cv::Size kTile(28, 28);

bool equals_brute_force(Rotation rotation, const std::string& measure) {
  const Sides sides(random_puzzle(60, kTile, rotation));
  const auto compatibility = make_compatibility(measure, sides);
  const BestPairs fast = best_pairs(sides, rotation, *compatibility, kNumCandidates);
  const BestPairs slow = best_pairs_brute_force(sides, rotation, *compatibility, kNumCandidates);
  return fast.partner == slow.partner && fast.dissimilarity == slow.dissimilarity;
}

/// Multiplications and additions of the products that the stage consists of.
double num_operations(double num_pieces, Rotation rotation, int product_size) {
  const double num_pairs = rotation == Rotation::kNone ? 2 * num_pieces * num_pieces : 8 * num_pieces * num_pieces;
  return 2 * num_pairs * product_size;
}

/// Arguments: pieces, rotation (0 none, 1 quarter), threads (0: all). Rates in operations; `of_plain`: as a share of
/// the rate of a plain large matrix product on as many threads, measured in the same run.
void all_pairs(benchmark::State& state) {
  const auto num_pieces = static_cast<int>(state.range(0));
  const Rotation rotation = state.range(1) == 0 ? Rotation::kNone : Rotation::kQuarter;
  const ThreadLimit limit(static_cast<int>(state.range(2)));
  if (!equals_brute_force(rotation, "mgc")) return state.SkipWithError("the best K are not those of brute force");
  const Sides sides(random_puzzle(num_pieces, kTile, rotation));
  const auto mgc = mahalanobis_gradient(sides);
  const auto start = std::chrono::steady_clock::now();
  for (auto _ : state) benchmark::DoNotOptimize(best_pairs(sides, rotation, *mgc, kNumCandidates));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double operations = num_operations(num_pieces, rotation, mgc->product_size(kTile.width));
  state.counters["flops"] = benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
  if (const auto plain = plain_product_rate(num_threads())) {
    state.counters["of_plain"] = operations * static_cast<double>(state.iterations()) / seconds.count() / *plain;
  } else {
    state.SetLabel("no cblas_sgemm found: not compared with a plain product");
  }
}
BENCHMARK(all_pairs)
    ->ArgsProduct({{432, 1000, 3300}, {0, 1}, {1, 0}})
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
  for (auto _ : state) state.SetIterationTime(2.0 * 2048 * 2048 * 2048 / *rate);
  state.counters["flops"] = *rate;
  state.SetLabel(blas_kernel_name());
}
BENCHMARK(plain_product)->Arg(1)->Arg(0)->ArgName("threads")->UseManualTime()->Iterations(1);

/// Arguments: pieces, threads (0: all).
void all_pairs_by_prediction(benchmark::State& state) {
  const ThreadLimit limit(static_cast<int>(state.range(1)));
  if (!equals_brute_force(Rotation::kNone, "prediction")) return state.SkipWithError("not those of brute force");
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
