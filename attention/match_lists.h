// SPDX-License-Identifier: Apache-2.0
// Which pairs of sides a matcher shall judge, and what is known of them before it looks. Plain data.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace solve_puzzle {

/// What the classical compatibility says of a pair, as a network reads it.
inline constexpr int kNumPairEvidence = 3;

/// Of a pair that is on no list, or of which only a part touches: nothing is known.
inline constexpr std::array<float, kNumPairEvidence> kNoPairEvidence = {-3.0F, -3.0F, 1.0F};

/// Compressed rows: entries row_begin[s] to row_begin[s + 1] are the candidate partners of side s. Symmetric: entry
/// mate[e] is the same pair seen from the other side.
struct MatchLists {
  std::vector<std::int32_t> row_begin = {0};
  std::vector<std::int32_t> partner;
  std::vector<std::int32_t> mate;
  std::vector<float> evidence;  ///< [num_entries, kNumPairEvidence], about -3 to 3

  int num_sides() const { return static_cast<int>(row_begin.size()) - 1; }
  int num_entries() const { return static_cast<int>(partner.size()); }
};

}  // namespace solve_puzzle
