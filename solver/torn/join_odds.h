// SPDX-License-Identifier: Apache-2.0
// From what a contact shows to the log-odds that it is a join. The one place where a seam network's opinion comes in.
#pragma once

#include <array>
#include <vector>

#include "solver/torn/contact.h"
#include "solver/torn/pair_judge.h"

namespace solve_puzzle {

/// What the logistic regression weighs.
inline constexpr int kNumContactFeatures = 6;
std::array<double, kNumContactFeatures> contact_features(const Contact& contact);

/// Log-odds before anything is seen: how rare right joins are among candidates.
double prior_log_odds();

/// Log-odds that two fragments that touch like this belong together like this, judged among the candidates of a puzzle.
/// Coefficients: rounded from a fit on torn pictures of the kind that tools/fit_torn_odds.cc makes.
double join_log_odds(const Contact& contact);

/// Judges by outline and colours.
class ContactJudge : public PairJudge {
 public:
  /// `scraps` must outlive it.
  explicit ContactJudge(const Scraps& scraps);

  const std::vector<PieceSize>& sizes() const override { return sizes_; }
  Verdict judge(int a, int b, const Pose& a_from_b) const override;
  Pose settle(const std::vector<PosedPair>& pairs, const Pose& target_from_moving, int num_rounds) const override;

 private:
  const Scraps& scraps_;
  std::vector<PieceSize> sizes_;
};

/// Gives the log-odds of every candidate, from contacts alone; a seam network replaces or adds to this.
void judge_joins(const Scraps& scraps, std::vector<JoinCandidate>& joins);

}  // namespace solve_puzzle
