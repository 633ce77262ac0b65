// SPDX-License-Identifier: Apache-2.0
#include "attention/band_features.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "attention/network_plugin.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// Fixed, so that a batch is divided in the same way on any number of threads; more falls out of the cache.
constexpr int kBandsPerTask = 32;

void check(const BandEncoderOptions& options) {
  BandEncoderOptions::visit(options, [](const OptionInfo& info, const auto& value) {
    if constexpr (std::is_same_v<decltype(value), const int&>) {
      if (value < info.min || value > info.max) {
        throw Error(
            fmt::format("{} of a band encoder: found {}, expected {} to {}", info.name, value, info.min, info.max));
      }
    }
  });
  if (options.kernel % 2 == 0) {
    throw Error(fmt::format("kernel of a band encoder: found {}, expected an odd number", options.kernel));
  }
}

std::size_t product(int a, int b, int c = 1) {
  return static_cast<std::size_t>(a) * static_cast<std::size_t>(b) * static_cast<std::size_t>(c);
}

}  // namespace

BandEncoder::BandEncoder(const BandEncoderOptions& options, std::uint64_t seed) : options_(options) {
  check(options);
  network_ = network_plugin().make_band_network(options, seed);
}

BandEncoder::~BandEncoder() = default;
BandEncoder::BandEncoder(BandEncoder&&) noexcept = default;
BandEncoder& BandEncoder::operator=(BandEncoder&&) noexcept = default;

BandFeatures BandEncoder::encode(std::span<const float> bands, int num_bands, int length) const {
  if (num_bands < 0 || length < 1) {
    throw Error(fmt::format("bands: found {} of length {}, expected a length of at least 1", num_bands, length));
  }
  const std::size_t band_size = product(options_.channels, options_.depth, length);
  if (bands.size() != band_size * static_cast<std::size_t>(num_bands)) {
    throw Error(fmt::format("bands: found {} values, expected {} ({} bands × {} channels × depth {} × length {})",
                            bands.size(), band_size * static_cast<std::size_t>(num_bands), num_bands, options_.channels,
                            options_.depth, length));
  }
  BandFeatures result{
      .num_bands = num_bands, .length = length, .features = options_.features, .positions = {}, .sides = {}};
  const std::size_t positions_size = product(length, options_.features);
  const std::size_t side_size = static_cast<std::size_t>(options_.features);
  result.positions.resize(positions_size * static_cast<std::size_t>(num_bands));
  result.sides.resize(side_size * static_cast<std::size_t>(num_bands));
  parallel_for(0, (num_bands + kBandsPerTask - 1) / kBandsPerTask, [&](std::ptrdiff_t task) {
    const int first = static_cast<int>(task) * kBandsPerTask;
    const int count = std::min(kBandsPerTask, num_bands - first);
    const auto part = [&](auto& values, std::size_t size) {
      return std::span(values).subspan(static_cast<std::size_t>(first) * size, static_cast<std::size_t>(count) * size);
    };
    network_->encode(part(bands, band_size), count, length, part(result.positions, positions_size),
                     part(result.sides, side_size));
  });
  return result;
}

}  // namespace solve_puzzle
