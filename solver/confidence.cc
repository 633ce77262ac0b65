// SPDX-License-Identifier: Apache-2.0
#include "solver/confidence.h"

#include <algorithm>
#include <cmath>

namespace solve_puzzle {
namespace {

constexpr double kUnknown = -1.0;  // the pair is no candidate: its dissimilarity was not kept

/// Near certainty log-odds tell joins apart that log probabilities do not.
double log_odds(double log_probability) {
  const double p = std::min(std::exp(std::min(log_probability, 0.0)), 1.0 - 1e-4);
  return std::clamp(std::log(p / (1 - p)), -8.0, 8.0);
}

}  // namespace

std::array<double, JoinEvidence::kNumFeatures> JoinEvidence::features() const {
  const double is_alone = better_loop <= -7.9 ? 1.0 : 0.0;
  return {
      log_odds(objective), log_odds(guide), log_odds(better_loop),          log_odds(worse_loop),    log_odds(support),
      dissimilarity,       is_alone,        is_alone * log_odds(objective), is_alone * dissimilarity};
}

JoinJudge::JoinJudge(const Frame& frame, const AssemblyScores& scores, const PairGraph& graph)
    : frame_(frame), scores_(scores), graph_(graph) {
  constexpr float kCertain = -0.1F;
  std::vector<double> certain;
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    for (const int direction : {kRight, kBottom}) {
      if (score(cell, direction) > kCertain) certain.push_back(dissimilarity(cell, direction));
    }
  }
  if (certain.empty()) return;
  const auto middle = certain.begin() + static_cast<std::ptrdiff_t>(certain.size() / 2);
  std::nth_element(certain.begin(), middle, certain.end());
  typical_dissimilarity_ = *middle;
}

float JoinJudge::score(int cell, int direction) const {
  const int other = cell < 0 ? -1 : frame_.neighbour(cell, direction);
  if (other < 0 || frame_.at(cell) == kNoPiece || frame_.at(other) == kNoPiece) return scores_.objective.floor();
  return scores_.objective.of(side_towards(frame_.at(cell), direction),
                              side_towards(frame_.at(other), opposite(direction)));
}

double JoinJudge::dissimilarity(int cell, int direction) const {
  const int other = frame_.neighbour(cell, direction);
  const int entry =
      graph_.find(side_towards(frame_.at(cell), direction), side_towards(frame_.at(other), opposite(direction)));
  return entry < 0 ? kUnknown : graph_.dissimilarity[static_cast<std::size_t>(entry)];
}

double JoinJudge::weakest_of_loop(int cell, int direction, int flank) const {
  return std::min({score(cell, flank), score(frame_.neighbour(cell, flank), direction),
                   score(frame_.neighbour(cell, direction), flank)});
}

double JoinJudge::strongest_other(int cell, int direction) const {
  double best = scores_.objective.floor();
  for (int turn = 1; turn < 4; ++turn) best = std::max<double>(best, score(cell, (direction + turn) & 3));
  return best;
}

JoinEvidence JoinJudge::evidence(int cell, int direction) const {
  constexpr double kSlack = 10.0;  // dissimilarities below this are all alike
  constexpr double kWorst = 2.0;
  const int other = frame_.neighbour(cell, direction);
  const double one = weakest_of_loop(cell, direction, (direction + 1) & 3);
  const double two = weakest_of_loop(cell, direction, (direction + 3) & 3);
  const double d = dissimilarity(cell, direction);
  JoinEvidence result;
  result.objective = score(cell, direction);
  result.guide =
      scores_.guide.of(side_towards(frame_.at(cell), direction), side_towards(frame_.at(other), opposite(direction)));
  result.better_loop = std::max(one, two);
  result.worse_loop = std::min(one, two);
  result.support = std::min(strongest_other(cell, direction), strongest_other(other, opposite(direction)));
  result.dissimilarity =
      d == kUnknown ? kWorst : std::clamp(std::log((d + kSlack) / (typical_dissimilarity_ + kSlack)), -kWorst, kWorst);
  return result;
}

double join_log_odds(const JoinEvidence& evidence) {
  constexpr double kOffset = 0.0;
  constexpr std::array<double, JoinEvidence::kNumFeatures> kWeights = {0.3, 0.3, 0.3, 0.1, 0.1, -1, -1, 0.1, -1};
  const auto features = evidence.features();
  double sum = kOffset;
  for (std::size_t i = 0; i < features.size(); ++i) sum += kWeights[i] * features[i];
  return sum;
}

}  // namespace solve_puzzle
