// SPDX-License-Identifier: Apache-2.0
// Adds up what a matcher measured at one step over many puzzles. No matching.
#pragma once

#include "tools/commands/pair_matchers.h"
#include "tools/commands/pair_measures.h"
#include "tools/commands/pairs_line.h"

namespace solve_puzzle {

class PairTally {
 public:
  /// Adds a puzzle. Shapes: `own` tells who is first in a side's list, `alone` (per entry) is comparable between sides,
  /// `order` says which false candidates count: the same for all matchers.
  void add(const TrainingSet& set, const MatcherScores& own, const std::vector<float>& alone,
           const std::vector<float>& order);

  /// Enters the measures into a line that says of whom they are.
  PairsLine line(PairsLine line) const;

 private:
  double strict_ = 0;  ///< sums over queries
  double fair_ = 0;
  int num_queries_ = 0;
  int num_puzzles_ = 0;
  RocArea roc_;
  Calibration calibration_;
  bool has_probabilities_ = false;
};

}  // namespace solve_puzzle
