// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same with every compiler and library. Not for secrets.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace solve_puzzle {

/// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// Gives an independent stream for an item: order of use does not matter.
  Random(std::uint64_t seed, std::uint64_t item) : state_(seed) {
    state_ = next() ^ (item * 0xD1342543DE82EF95ULL);
    next();
  }

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  /// Gives an integer in [0, n), n > 0. Bias below n / 2^32.
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32); }

  /// Gives a number in [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  /// Gives a nearly normal number of mean 0 and deviation 1: the sum of twelve uniforms, so that no libm is involved.
  double normal() {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(static_cast<std::uint32_t>(i))]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace solve_puzzle
