// SPDX-License-Identifier: Apache-2.0
#include "solver/confidence.h"

#include <algorithm>
#include <cmath>

namespace solve_puzzle {
namespace {

constexpr float kLeast = -8.0F;  // below, a log posterior says no more

constexpr double kUnknown = -1.0;  // the pair is no candidate: its dissimilarity was not kept

/// Near certainty log-odds tell joins apart that log probabilities do not.
double log_odds(double log_probability) {
  const double p = std::min(std::exp(std::min(log_probability, 0.0)), 1.0 - 1e-4);
  return std::clamp(std::log(p / (1 - p)), -8.0, 8.0);
}

}  // namespace

std::array<double, JoinEvidence::kNumFeatures> JoinEvidence::features() const {
  const double is_alone = better_loop <= -7.9 ? 1.0 : 0.0;
  return {log_odds(objective),
          log_odds(guide),
          log_odds(better_loop),
          log_odds(worse_loop),
          log_odds(support),
          dissimilarity,
          is_alone,
          is_alone * log_odds(objective),
          is_alone * dissimilarity,
          has_holes ? 0.0 : overall,
          is_learned ? log_odds(classical) : 0.0};
}

JoinJudge::JoinJudge(const Frame& frame, const AssemblyScores& scores, const PairGraph& graph,
                     const PairEvidence& evidence)
    : frame_(frame), scores_(scores), graph_(graph), evidence_(evidence) {
  typical_dissimilarity_ = typical_dissimilarity(graph, evidence.objective);
  overall_ = mean_log_odds();
}

float JoinJudge::score(int cell, int direction) const {
  const int other = cell < 0 ? -1 : frame_.neighbour(cell, direction);
  if (other < 0 || frame_.at(cell) == kNoPiece || frame_.at(other) == kNoPiece) return kLeast;
  return std::max(kLeast, scores_.objective.of(side_towards(frame_.at(cell), direction),
                                               side_towards(frame_.at(other), opposite(direction))));
}

/// Gives the graph's entry of a join, -1 when the pair is no candidate.
int JoinJudge::entry(int cell, int direction) const {
  const int other = frame_.neighbour(cell, direction);
  return graph_.find(side_towards(frame_.at(cell), direction), side_towards(frame_.at(other), opposite(direction)));
}

double JoinJudge::dissimilarity(int cell, int direction) const {
  const int e = entry(cell, direction);
  return e < 0 ? kUnknown : graph_.dissimilarity[static_cast<std::size_t>(e)];
}

double JoinJudge::classical(int cell, int direction) const {
  const int e = entry(cell, direction);
  return e < 0 || !evidence_.is_learned() ? kLeast : evidence_.classical[static_cast<std::size_t>(e)];
}

double JoinJudge::weakest_of_loop(int cell, int direction, int flank) const {
  return std::min({score(cell, flank), score(frame_.neighbour(cell, flank), direction),
                   score(frame_.neighbour(cell, direction), flank)});
}

double JoinJudge::mean_log_odds() const {
  double sum = 0;
  int num_joins = 0;
  for (int cell = 0; cell < frame_.num_cells(); ++cell) {
    for (const int direction : {kRight, kBottom}) {
      const int other = frame_.neighbour(cell, direction);
      if (other < 0 || frame_.at(cell) == kNoPiece || frame_.at(other) == kNoPiece) continue;
      sum += log_odds(score(cell, direction));
      ++num_joins;
    }
  }
  return num_joins > 0 ? sum / num_joins : 0.0;
}

double JoinJudge::strongest_other(int cell, int direction) const {
  double best = kLeast;
  for (int turn = 1; turn < 4; ++turn) best = std::max<double>(best, score(cell, (direction + turn) & 3));
  return best;
}

JoinEvidence JoinJudge::evidence(int cell, int direction) const {
  constexpr double kWorst = 2.0;
  const int other = frame_.neighbour(cell, direction);
  const double one = weakest_of_loop(cell, direction, (direction + 1) & 3);
  const double two = weakest_of_loop(cell, direction, (direction + 3) & 3);
  const double d = dissimilarity(cell, direction);
  JoinEvidence result;
  result.overall = overall_;
  result.is_learned = evidence_.is_learned();
  result.classical = classical(cell, direction);
  result.has_holes = frame_.num_placed() < frame_.num_cells();
  result.objective = score(cell, direction);
  result.guide =
      scores_.guide.of(side_towards(frame_.at(cell), direction), side_towards(frame_.at(other), opposite(direction)));
  result.better_loop = std::max(one, two);
  result.worse_loop = std::min(one, two);
  result.support = std::min(strongest_other(cell, direction), strongest_other(other, opposite(direction)));
  result.dissimilarity = d == kUnknown ? kWorst : relative_dissimilarity(d, typical_dissimilarity_);
  return result;
}

double join_log_odds(const JoinEvidence& evidence) {
  using Weights = std::array<double, JoinEvidence::kNumFeatures + 1>;  // the offset first
  constexpr Weights kFull = {1.6457,  0.0511, 0.2509,  0.2834,  0.0725, 0.1528,
                             -0.0139, 1.2392, -0.1966, -0.1876, 0.0,    0.0};
  constexpr Weights kWithHoles = {2.1813,  0.4246, 0.0393, 0.6749, 0.0521, 0.1465,
                                  -0.8956, 3.4422, 0.6749, 0.8498, 0.0,    0.0};
  constexpr Weights kLearnedFull = {3.3978, -0.0741, 0.3111,  0.1893,  0.0848, 0.4249,
                                    0.7637, 0.8281,  -0.0364, -0.1724, 0.3719, 0.2515};
  constexpr Weights kLearnedWithHoles = {2.8761, 0.1387, 0.5037, 0.5075,  0.0969, 0.1805,
                                         0.4063, 3.7465, 0.4654, -0.4820, 0.0,    0.2116};
  const Weights& full = evidence.is_learned ? kLearnedFull : kFull;
  const Weights& with_holes = evidence.is_learned ? kLearnedWithHoles : kWithHoles;
  const Weights& weights = evidence.has_holes ? with_holes : full;
  const auto features = evidence.features();
  double sum = weights[0];
  for (std::size_t i = 0; i < features.size(); ++i) sum += weights[i + 1] * features[i];
  constexpr double kHalfSure = 3.0;  // log-odds of 95 %
  constexpr double kDoubted = 1.1;   // log-odds of three in four
  const bool is_doubted = evidence.is_learned && log_odds(evidence.classical) < kDoubted;
  return is_doubted ? std::min(sum, kHalfSure) : sum;
}

}  // namespace solve_puzzle
