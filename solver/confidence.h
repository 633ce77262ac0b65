// SPDX-License-Identifier: Apache-2.0
// How sure a join of a finished layout is: a calibrated probability from the pair's own evidence and its surroundings.
#pragma once

#include <array>

#include "solver/assemble.h"
#include "solver/frame.h"

namespace solve_puzzle {

/// What speaks for one join of a layout, all as log-probabilities or log-odds.
struct JoinEvidence {
  double objective = 0;  ///< log posterior without loop evidence
  double guide = 0;      ///< log posterior with it
  double weakest_loop =
      0;  ///< of the better of the two 2×2 squares beside the join, the weakest of its other three joins
  double worse_loop = 0;  ///< the same of the other square

  /// What the logistic regression weighs, one number after the other.
  static constexpr int kNumFeatures = 6;
  std::array<double, kNumFeatures> features() const;
};

JoinEvidence join_evidence(const Frame& frame, const AssemblyScores& scores, int cell, int direction);

/// Gives the calibrated log-odds that the join is right. Source of the numbers: tools/fit_confidence on training
/// photos.
double join_log_odds(const JoinEvidence& evidence);

}  // namespace solve_puzzle
