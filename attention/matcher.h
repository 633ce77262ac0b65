// SPDX-License-Identifier: Apache-2.0
// What a matcher is: pairs of sides in, log-odds out. No implementation, no proposals of pairs, no context of rivals.
#pragma once

#include <span>
#include <vector>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Two sides that may have been one, each numbered piece * 4 + Side.
struct SidePair {
  int side_a = -1;
  int side_b = -1;
};

/// Judges pairs of sides by their pixels. Classical and learned matchers are exchanged at run time.
class Matcher {
 public:
  virtual ~Matcher() = default;

  /// Gives, for every pair, the log-odds that its sides were one before the cut; the order of a pair's sides and of the
  /// pairs does not matter.
  /// Throws: Error when a pair names a side that the puzzle does not have.
  virtual std::vector<float> log_odds(const Puzzle& puzzle, std::span<const SidePair> pairs) const = 0;
};

}  // namespace solve_puzzle
