// SPDX-License-Identifier: Apache-2.0
// The best matches of every side: all that the assembler sees of the pixels. O(sides × K) memory.
#pragma once

#include <cstdint>
#include <vector>

namespace solve_puzzle {

/// One candidate partner of a side.
struct Candidate {
  std::int32_t side = -1;      ///< partner, as piece * 4 + Side
  float dissimilarity = 0.0F;  ///< raw pixel compatibility, smaller is better
  float log_odds = 0.0F;       ///< calibrated: that the two sides were one before the cut, against that they were not
};

/// Row s holds the candidates of side s = piece * 4 + Side, best first. Symmetric: if b stands in row a, a stands in
/// row b.
struct MatchTable {
  std::vector<std::int32_t> row_begin;  ///< num_sides + 1 entries
  std::vector<Candidate> candidates;
  std::vector<float> no_partner_log_odds;  ///< per side: that it has no partner among the pieces (border, missing)

  int num_sides() const { return static_cast<int>(row_begin.size()) - 1; }
};

}  // namespace solve_puzzle
