// SPDX-License-Identifier: Apache-2.0
// Judges bodies of fragments as if each were one fragment, so that the search needs to know nothing of pins.
#pragma once

#include <vector>

#include "solver/torn/pair_judge.h"
#include "solver/torn/torn_rules.h"

namespace solve_puzzle {

/// Pieces of this judge are the bodies of the rules. Joins that must not be are worth less than any layout, and
/// collisions.
class BodyJudge : public PairJudge {
 public:
  /// Both must outlive it.
  BodyJudge(const PairJudge& judge, const TornRules& rules);

  const std::vector<PieceSize>& sizes() const override { return sizes_; }
  Verdict judge(int a, int b, const Pose& a_from_b) const override;
  Pose settle(const std::vector<PosedPair>& pairs, const Pose& target_from_moving, int num_rounds) const override;

  static constexpr double kForbidden = 1e6;  ///< what a join that must not be costs

 private:
  std::vector<PosedPair> near_pairs(const PosedPair& bodies, const Pose& target_from_moving) const;

  const PairJudge& judge_;
  const TornRules& rules_;
  std::vector<PieceSize> sizes_;
};

/// Gives the joins between different bodies, as joins of bodies.
std::vector<JoinCandidate> joins_of_bodies(const TornRules& rules, const std::vector<JoinCandidate>& joins);

}  // namespace solve_puzzle
