// SPDX-License-Identifier: Apache-2.0
#include "solver/confidence.h"

#include <algorithm>
#include <cmath>

namespace solve_puzzle {
namespace {

float join_score(const Frame& frame, const PairScores& scores, int cell, int direction) {
  const int other = cell < 0 ? -1 : frame.neighbour(cell, direction);
  if (other < 0 || frame.at(cell) == kNoPiece || frame.at(other) == kNoPiece) return scores.floor();
  return scores.of(side_towards(frame.at(cell), direction), side_towards(frame.at(other), opposite(direction)));
}

/// The weakest of the three other joins of the square on the flank of a join.
double loop_beside(const Frame& frame, const PairScores& scores, int cell, int direction, int flank) {
  const int beside = frame.neighbour(cell, flank);
  const int other = frame.neighbour(cell, direction);
  return std::min({join_score(frame, scores, cell, flank), join_score(frame, scores, beside, direction),
                   join_score(frame, scores, other, flank)});
}

}  // namespace

JoinEvidence join_evidence(const Frame& frame, const AssemblyScores& scores, int cell, int direction) {
  const double one = loop_beside(frame, scores.objective, cell, direction, (direction + 1) & 3);
  const double two = loop_beside(frame, scores.objective, cell, direction, (direction + 3) & 3);
  return {join_score(frame, scores.objective, cell, direction), join_score(frame, scores.guide, cell, direction),
          std::max(one, two), std::min(one, two)};
}

double join_log_odds(const JoinEvidence& e) {
  return 3.5 + 0.6 * e.objective + 0.2 * std::max(e.guide, -12.0) + 0.5 * e.weakest_loop + 0.2 * e.worse_loop;
}

}  // namespace solve_puzzle
