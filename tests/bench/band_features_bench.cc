// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <cmath>
#include <span>

#include "attention/band_features.h"
#include "puzzles/parallel.h"
#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

constexpr int kLength = 28;

std::vector<float> random_bands(const BandEncoderOptions& options, int num_bands) {
  Random random(1);
  std::vector<float> values(static_cast<std::size_t>(num_bands * options.channels * options.depth * kLength));
  for (float& value : values) value = static_cast<float>(random.normal());
  return values;
}

bool last_is_as_if_alone(const BandEncoder& encoder, const std::vector<float>& bands, int num_bands) {
  const std::size_t band_size = bands.size() / static_cast<std::size_t>(num_bands);
  const BandFeatures all = encoder.encode(bands, num_bands, kLength);
  const BandFeatures one = encoder.encode(std::span(bands).last(band_size), 1, kLength);
  for (std::size_t i = 0; i < one.sides.size(); ++i) {
    const float in_batch = all.sides[all.sides.size() - one.sides.size() + i];
    if (std::abs(in_batch - one.sides[i]) > 1e-5F) return false;
  }
  return true;
}

/// Arguments: bands (4 per tile), threads. Rate in multiply–adds, two operations each.
void encode_bands(benchmark::State& state) {
  const int num_bands = static_cast<int>(state.range(0));
  const ThreadLimit limit(static_cast<int>(state.range(1)));
  const BandEncoderOptions options;
  const BandEncoder encoder(options, 1);
  const std::vector<float> bands = random_bands(options, num_bands);
  if (!last_is_as_if_alone(encoder, bands, num_bands)) return state.SkipWithError("a batch changes its bands");
  for (auto _ : state) benchmark::DoNotOptimize(encoder.encode(bands, num_bands, kLength));
  const double per_position = options.channels * options.depth * options.kernel +
                              2 * options.blocks * options.width * options.kernel + options.features;
  const double operations = 2.0 * num_bands * kLength * options.width * per_position;
  state.counters["flops"] = benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["bands"] = benchmark::Counter(num_bands, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(encode_bands)->ArgsProduct({{32, 4 * 432, 4 * 3300}, {1, 2}})->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace solve_puzzle
