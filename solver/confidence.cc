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

std::array<double, JoinEvidence::kNumFeatures> JoinEvidence::features() const {
  // Near certainty the log-odds tell joins apart, far from it the log probability: both.
  const auto log_odds = [](double log_probability) {
    const double p = std::min(std::exp(std::min(log_probability, 0.0)), 1.0 - 1e-4);
    return std::clamp(std::log(p / (1 - p)), -8.0, 8.0);
  };
  return {log_odds(objective), log_odds(guide), std::max(guide, -12.0),
          weakest_loop,        worse_loop,      log_odds(weakest_loop)};
}

double join_log_odds(const JoinEvidence& evidence) {
  constexpr double kOffset = -0.0099;
  constexpr std::array<double, JoinEvidence::kNumFeatures> kWeights = {0.1194,  0.5663, -0.4082,
                                                                       -1.3893, 0.0577, 1.3144};
  const auto features = evidence.features();
  double sum = kOffset;
  for (std::size_t i = 0; i < features.size(); ++i) sum += kWeights[i] * features[i];
  return sum;
}

}  // namespace solve_puzzle
