// SPDX-License-Identifier: Apache-2.0
// The best partners seen so far of every side of a list. Knows nothing of how sides are compared.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace solve_puzzle {

/// A partner and its dissimilarity in one number that sorts by dissimilarity, then by partner. No dissimilarity may be
/// NaN.
class Candidate {
 public:
  Candidate() = default;
  Candidate(float dissimilarity, std::int32_t partner)
      : bits_(std::uint64_t{ordered(dissimilarity)} << 32 | static_cast<std::uint32_t>(partner)) {}

  std::int32_t partner() const { return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits_)); }
  float dissimilarity() const {
    const auto high = static_cast<std::uint32_t>(bits_ >> 32);
    return std::bit_cast<float>(high & kSign ? high ^ kSign : ~high);
  }
  friend auto operator<=>(const Candidate&, const Candidate&) = default;

 private:
  static constexpr std::uint32_t kSign = 0x80000000U;

  /// Negative numbers sort backwards by their bits. Adding zero makes one zero of the two.
  static std::uint32_t ordered(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value + 0.0F);
    return bits & kSign ? ~bits : bits ^ kSign;
  }

  std::uint64_t bits_ = 0;
};

/// Sides are counted here by their place in the list. What is kept in the end does not depend on the order of the
/// offers. Offers to different sides may come from different threads. Cost: memory O(sides × K).
class KeptCandidates {
 public:
  /// `num_padding` places after the list take part in comparisons of bounds and never in anything else.
  KeptCandidates(int num_sides, int num_kept, int num_padding);

  /// One bound per side: what lies above it is not among the best. Padding: below everything.
  const float* bounds() const { return bound_.data(); }

  void offer(int side, float dissimilarity, std::int32_t partner) {
    const auto s = static_cast<std::size_t>(side);
    entries_[s * capacity_ + static_cast<std::size_t>(size_[s])] = Candidate(dissimilarity, partner);
    size_[s] += dissimilarity <= bound_[s] ? 1 : 0;
    if (static_cast<std::size_t>(size_[s]) == capacity_) drop_worst(side);
  }

  /// Gives at most K candidates, in no order.
  std::span<const Candidate> best(int side);

 private:
  void drop_worst(int side);

  std::size_t num_kept_;
  std::size_t capacity_;
  std::vector<Candidate> entries_;  // capacity_ per side
  std::vector<std::int32_t> size_;
  std::vector<float> bound_;
};

}  // namespace solve_puzzle
