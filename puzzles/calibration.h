// SPDX-License-Identifier: Apache-2.0
// Whether probabilities are honest: how often what was said to be so probable was right. Counts only.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace solve_puzzle {

/// Counts in equal bins of probability. Source: Naeini, Cooper, Hauskrecht, "Obtaining well calibrated probabilities
/// using Bayesian binning", AAAI 2015.
class Calibration {
 public:
  static constexpr std::size_t kNumBins = 15;

  struct Bin {
    double count = 0;
    double right = 0;
    double sum = 0;  ///< of the probabilities
  };

  /// `probability` is in [0, 1].
  void add(double probability, bool is_right) {
    const std::size_t number = std::min(kNumBins - 1, static_cast<std::size_t>(probability * kNumBins));
    add(number, {1, is_right ? 1.0 : 0.0, probability});
  }

  /// Adds what was counted elsewhere. Needs number < kNumBins.
  void add(std::size_t number, const Bin& more) {
    Bin& bin = bins_[number];
    bin.count += more.count;
    bin.right += more.right;
    bin.sum += more.sum;
  }

  void add(const Calibration& other) {
    for (std::size_t i = 0; i < kNumBins; ++i) add(i, other.bins_[i]);
  }

  const std::array<Bin, kNumBins>& bins() const { return bins_; }

  /// Gives the expected calibration error: the mean distance of what was said from what was so. 0 for nothing.
  double error() const {
    double total = 0, off = 0;
    for (const Bin& bin : bins_) {
      total += bin.count;
      off += std::abs(bin.sum - bin.right);
    }
    return total > 0 ? off / total : 0;
  }

 private:
  std::array<Bin, kNumBins> bins_ = {};
};

}  // namespace solve_puzzle
