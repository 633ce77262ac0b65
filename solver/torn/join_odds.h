// SPDX-License-Identifier: Apache-2.0
// From what a contact shows to the log-odds that it is a join. The one place where a seam network's opinion comes in.
#pragma once

#include <array>
#include <map>
#include <utility>
#include <vector>

#include "solver/torn/contact.h"
#include "solver/torn/pair_judge.h"

namespace solve_puzzle {

/// What the logistic regression weighs. All of it means something else where pieces are worn: outlines fit worse, and
/// pictures go on less well across a wide gap.
inline constexpr int kNumContactFeatures = 12;
std::array<double, kNumContactFeatures> contact_features(const Scraps& scraps, const Contact& contact);

/// The same where a seam network has looked: its opinion stands in for that of colours.
inline constexpr int kNumSeenFeatures = 11;
std::array<double, kNumSeenFeatures> seen_features(const Scraps& scraps, const Contact& contact,
                                                   const SeamOpinion& seam);

/// Log-odds before anything is seen of a contact: how rare right joins are among candidates.
double prior_log_odds(const Scraps& scraps, bool is_seen);

/// Log-odds that two fragments that touch like this belong together like this, judged among the candidates of a puzzle.
/// Nothing speaks for a straight seam where only the borders of pictures are straight.
/// Coefficients: from a fit on torn pictures of the kind that tools/fit_torn_odds.cc makes.
double join_log_odds(const Scraps& scraps, const Contact& contact, const SeamOpinion& seam);

/// Judges by outline and colours, and by what a network said of a join that is nearly the same.
class ContactJudge : public PairJudge {
 public:
  /// `scraps` must outlive it.
  explicit ContactJudge(const Scraps& scraps, const std::vector<JoinCandidate>& joins = {});

  const std::vector<PieceSize>& sizes() const override { return sizes_; }
  Verdict judge(int a, int b, const Pose& a_from_b) const override;
  Pose settle(const std::vector<PosedPair>& pairs, const Pose& target_from_moving, int num_rounds) const override;

  /// What a candidate has to pay: contacts that come about because groups are laid together do not pay it again.
  double prior_log_odds() const { return solve_puzzle::prior_log_odds(scraps_, !seen_.empty()); }

  /// Whether a network has looked at such a join.
  bool has_seen(int a, int b, const Pose& a_from_b) const { return nearest_seen(a, b, a_from_b).seam.num_windows > 0; }

 private:
  struct Seen {
    Pose a_from_b;
    SeamOpinion seam;
    double rivals = 0;
  };
  Seen nearest_seen(int a, int b, const Pose& a_from_b) const;

  const Scraps& scraps_;
  std::vector<PieceSize> sizes_;
  std::map<std::pair<int, int>, std::vector<Seen>> seen_;
};

/// Gives the log-odds of every candidate, from its contact and its seam.
void judge_joins(const Scraps& scraps, std::vector<JoinCandidate>& joins);

}  // namespace solve_puzzle
