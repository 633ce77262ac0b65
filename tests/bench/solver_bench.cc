// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <cmath>

#include "puzzles/accuracy.h"
#include "puzzles/parallel.h"
#include "solver/anneal.h"
#include "solver/assignment.h"
#include "solver/components.h"
#include "solver/solve.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

/// Landscapes of about num_pieces tiles of 28 pixels.
CutPuzzle landscape(std::int64_t num_pieces, const std::string& rotation = "none") {
  const auto rows = static_cast<int>(std::lround(std::sqrt(static_cast<double>(num_pieces) * 0.75)));
  return sample_puzzle({static_cast<int>(num_pieces) / rows, rows}, {.rotation = rotation});
}

bool sums_to_one(const PairGraph& graph, const Posterior& posterior) {
  for (int side = 0; side < graph.num_sides(); ++side) {
    double sum = std::exp(posterior.log_no_partner[side]);
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
      sum += std::exp(posterior.log_probability[e]);
    }
    if (std::abs(sum - 1) > 0.02) return false;
  }
  return true;
}

/// Arguments: pieces, threads (0: all).
void normalise_pairs(benchmark::State& state) {
  const ThreadLimit limit(static_cast<int>(state.range(1)));
  const PairGraph graph = judged(landscape(state.range(0)).puzzle).graph;
  const std::vector<float> logits = rival_logits(graph, 8);
  if (!sums_to_one(graph, sinkhorn(graph, logits, -8, 200))) return state.SkipWithError("no probabilities");
  for (auto _ : state) benchmark::DoNotOptimize(sinkhorn(graph, logits, -8, 4));
}
BENCHMARK(normalise_pairs)->ArgsProduct({{432, 3300}, {1, 0}})->UseRealTime()->Unit(benchmark::kMillisecond);

void close_loops(benchmark::State& state) {
  const ThreadLimit limit(static_cast<int>(state.range(1)));
  const Judged pairs = judged(landscape(state.range(0)).puzzle);
  const auto loops = [&](int candidates) {
    const FlankLoops flanks = flank_loops(pairs.graph, {pairs.evidence.objective, {}}, {.candidates = candidates});
    std::vector<float> sum = flanks.right;
    for (std::size_t e = 0; e < sum.size(); ++e) sum[e] += flanks.left[e];
    return sum;
  };
  const std::vector<float> few = loops(2);
  const std::vector<float> more = loops(8);
  for (std::size_t e = 0; e < few.size(); ++e) {
    const float mate = more[static_cast<std::size_t>(pairs.graph.mate[e])];
    if (few[e] > more[e] || more[e] != mate) return state.SkipWithError("loops depend on the side they are seen from");
  }
  for (auto _ : state) benchmark::DoNotOptimize(loops(8));
}
BENCHMARK(close_loops)->ArgsProduct({{432, 3300}, {1, 0}})->UseRealTime()->Unit(benchmark::kMillisecond);

/// Argument: pieces.
void grow(benchmark::State& state) {
  const CutPuzzle made = landscape(state.range(0));
  const Judged pairs = judged(made.puzzle);
  const PairScores support(pairs.graph, std::vector<float>(pairs.graph.partner.size(), 1.0F), -1, 1);
  const std::vector<Join> joins = ordered_joins(pairs.graph, pairs.evidence.guide, -3);
  const auto num_pieces = static_cast<int>(made.puzzle.pieces.size());
  std::size_t num_grown = 0;
  for (const Block& block : grow_components(num_pieces, joins, support, {})) num_grown += block.size();
  if (num_grown != made.puzzle.pieces.size()) return state.SkipWithError("pieces are lost");
  for (auto _ : state) benchmark::DoNotOptimize(grow_components(num_pieces, joins, support, {}));
}
BENCHMARK(grow)->Arg(432)->Arg(3300)->Unit(benchmark::kMillisecond);

/// Argument: rows and columns. A hidden cheap permutation must come out.
void assign_rows(benchmark::State& state) {
  const auto n = static_cast<int>(state.range(0));
  std::vector<int> hidden(static_cast<std::size_t>(n));
  std::iota(hidden.begin(), hidden.end(), 0);
  Random random(1);
  random.shuffle(hidden);
  std::vector<float> cost;
  for (int i = 0; i < n * n; ++i) cost.push_back(1 + static_cast<float>(random.uniform()));
  for (int row = 0; row < n; ++row) cost[static_cast<std::size_t>(row * n + hidden[row])] = 0.5F;
  if (assign(cost, n, n) != hidden) return state.SkipWithError("not the cheapest assignment");
  for (float& v : cost) v = static_cast<float>(random.uniform());
  for (auto _ : state) benchmark::DoNotOptimize(assign(cost, n, n));
}
BENCHMARK(assign_rows)->Arg(30)->Arg(120);

/// Argument: threads (0: all). Rate in moves, from a random layout.
void anneal_moves(benchmark::State& state) {
  const ThreadLimit limit(static_cast<int>(state.range(0)));
  const AssemblyScores scores = judged(landscape(432).puzzle).scores();
  Random random(1);
  const Frame start = random_frame({24, 18}, 432, 432, 4, random);
  const AnnealOptions options{.num_chains = 4, .moves_per_round = 10};
  const double before = layout_score(start, scores, {});
  if (layout_score(anneal(start, scores, {}, options), scores, {}) < before) return state.SkipWithError("it got worse");
  for (auto _ : state) benchmark::DoNotOptimize(anneal(start, scores, {}, options));
  state.counters["moves"] = benchmark::Counter(4 * 10, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(anneal_moves)->Arg(1)->Arg(0)->UseRealTime()->Unit(benchmark::kMillisecond);

/// Arguments: pieces, rotation (0 none, 1 quarter). Without reading and writing.
void solve_landscape(benchmark::State& state) {
  const CutPuzzle made = landscape(state.range(0), state.range(1) == 0 ? "none" : "quarter");
  const Accuracy accuracy = judge(solve(made.puzzle, {}), made.truth, &made.puzzle);
  if (accuracy.neighbour_fair < 0.8) return state.SkipWithError("not solved");
  for (auto _ : state) benchmark::DoNotOptimize(solve(made.puzzle, {}));
  state.counters["neighbour_fair"] = accuracy.neighbour_fair;
}
BENCHMARK(solve_landscape)
    ->ArgsProduct({{108, 432}, {0, 1}})
    ->ArgNames({"pieces", "quarter"})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace solve_puzzle
