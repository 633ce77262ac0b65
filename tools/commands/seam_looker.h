// SPDX-License-Identifier: Apache-2.0
// Lets a network look at seams of a puzzle one by one, told what the solver would tell it. No drawing.
#pragma once

#include <memory>
#include <span>

#include "attention/seam_matcher.h"
#include "puzzles/puzzle.h"
#include "solver/shortlist.h"

namespace solve_puzzle {

/// A puzzle that a network is ready to look at. Both must outlive it.
class SeamLooker {
 public:
  /// Cost: all pairs of sides are compared once.
  SeamLooker(const Puzzle& puzzle, const SeamMatcher& matcher);

  /// Gives where the network looks along side_a; log_odds is the mean of both sides' views.
  SeamLook look(int side_a, int side_b) const;

 private:
  std::span<const float> evidence(int side_a, int side_b) const;

  Shortlist list_;
  MatchLists lists_;
  PuzzleBands bands_;
  std::unique_ptr<SeamSession> session_;
};

}  // namespace solve_puzzle
