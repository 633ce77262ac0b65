// SPDX-License-Identifier: Apache-2.0
// What the assembler sees of fragments: sizes, candidate joins, and a judge of any two of them in any pose. No pixels.
#pragma once

#include <vector>

#include "solver/torn/pose.h"

namespace solve_puzzle {

/// What a seam network says of a supposed join.
struct SeamOpinion {
  double sum = 0;       ///< of the log-odds of its windows, as far as they differ along the seam
  int num_windows = 0;  ///< 0: it did not look
};

/// A supposed join of two fragments, a < b.
struct JoinCandidate {
  int a = -1;
  int b = -1;
  Pose a_from_b;
  double log_odds = 0;
  SeamOpinion seam;
  double rivals = 0;  ///< what log_odds has lost to joins that claim the same stretch; see weigh_rivals()
  double loops = 0;   ///< what closed loops of three joins add to that; see add_loops()
};

struct Verdict {
  double evidence = 0;  ///< log likelihood ratio that the two belong together like that; 0 when they don't touch
  double overlap = 0;   ///< square pixels by which one lies in the other
  bool touches = false;
};

struct PieceSize {
  cv::Point2d centre;  ///< in the frame of the fragment
  double reach = 0;    ///< largest distance from the centre; 0: nothing there
  double area = 0;
};

/// Says whether two pieces whose centres lie that far apart are near enough to each other to touch.
inline bool may_touch(const PieceSize& a, const PieceSize& b, const cv::Point2d& between) {
  constexpr double kSlack = 1.15;
  const double most = kSlack * (a.reach + b.reach);
  return a.reach > 0 && b.reach > 0 && between.dot(between) < most * most;
}

inline bool may_touch(const PieceSize& a, const PieceSize& b, const Pose& a_from_b) {
  return may_touch(a, b, a_from_b * b.centre - a.centre);
}

/// Fragment a, posed in one group, may touch fragment b, posed in another.
struct PosedPair {
  int a = -1;
  Pose target_from_a;
  int b = -1;
  Pose moving_from_b;
};

class PairJudge {
 public:
  virtual ~PairJudge() = default;
  virtual const std::vector<PieceSize>& sizes() const = 0;
  virtual Verdict judge(int a, int b, const Pose& a_from_b) const = 0;
  /// Improves the motion of one group against another, so that all the pairs fit best together.
  virtual Pose settle(const std::vector<PosedPair>& pairs, const Pose& target_from_moving, int num_rounds) const = 0;
};

}  // namespace solve_puzzle
