// SPDX-License-Identifier: Apache-2.0
// How sure a join of a finished layout is: a calibrated probability from the pair's own evidence and its surroundings.
#pragma once

#include <array>

#include "solver/assemble.h"

namespace solve_puzzle {

/// What speaks for one join of a layout. Log posteriors are those of the objective unless said otherwise.
struct JoinEvidence {
  double objective = 0;      ///< log posterior of the pair among its rivals
  double guide = 0;          ///< the same with loop evidence
  double better_loop = 0;    ///< of the two 2×2 squares beside the join, the better one's weakest other join
  double worse_loop = 0;     ///< and the worse one's
  double support = 0;        ///< the strongest other join of the piece that has the weaker one
  double overall = 0;        ///< mean over all joins of the layout of the log-odds of their objective
  double classical = 0;      ///< where scores are learned, log posterior of the pair by the classical compatibility
  bool is_learned = false;   ///< the log posteriors are those of a network
  bool has_holes = false;    ///< the layout is not one full rectangle: rivals of the pair may be lost
  double dissimilarity = 0;  ///< log ratio to the median of the layout's most certain joins

  /// What the logistic regression weighs, one number after the other.
  static constexpr int kNumFeatures = 11;
  std::array<double, kNumFeatures> features() const;
};

/// Collects the evidence of the joins of one layout. All references must outlive it.
class JoinJudge {
 public:
  JoinJudge(const Frame& frame, const AssemblyScores& scores, const PairGraph& graph, const PairEvidence& evidence);

  /// Shapes: the join of the piece in `cell` with its neighbour in `direction`; both must be there.
  JoinEvidence evidence(int cell, int direction) const;

 private:
  float score(int cell, int direction) const;
  double weakest_of_loop(int cell, int direction, int flank) const;
  double mean_log_odds() const;
  double strongest_other(int cell, int direction) const;
  int entry(int cell, int direction) const;
  double dissimilarity(int cell, int direction) const;
  double classical(int cell, int direction) const;

  const Frame& frame_;
  const AssemblyScores& scores_;
  const PairGraph& graph_;
  const PairEvidence& evidence_;
  double typical_dissimilarity_ = 0;
  double overall_ = 0;
};

/// Gives the calibrated log-odds that the join is right: a logistic regression, fitted by tools/fit_confidence.cc on
/// training photos that were cut clean, turned, eroded, noisy and with missing pieces. Where a network is sure and the
/// classical compatibility is not, it stays below the default of min_confidence: two opinions make a join.
double join_log_odds(const JoinEvidence& evidence);

}  // namespace solve_puzzle
