// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/join_odds.h"

#include <algorithm>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// Offset, then one per feature.
constexpr std::array<double, kNumContactFeatures + 1> kWeights = {-7.9, 0.115, 0.022, -0.15, -0.19, 0.01, -0.01};

constexpr double kWorst = -12;  // one bad contact does not outweigh any number of good ones

}  // namespace

std::array<double, kNumContactFeatures> contact_features(const Contact& contact) {
  const double plain = contact.length > 0 ? 1 - contact.roughness / contact.length : 0.0;
  return {contact.shape,  contact.colour,    contact.penetration,
          contact.facing, contact.roughness, plain * contact.colour};
}

double prior_log_odds() { return kWeights[0]; }

double join_log_odds(const Contact& contact) {
  const auto features = contact_features(contact);
  double sum = kWeights[0];
  for (std::size_t i = 0; i < features.size(); ++i) sum += kWeights[i + 1] * features[i];
  return sum;
}

ContactJudge::ContactJudge(const Scraps& scraps) : scraps_(scraps) {
  for (const Fragment& fragment : scraps.fragments) {
    sizes_.push_back({fragment.centre, fragment.is_empty() ? 0.0 : fragment.reach, fragment.area});
  }
}

Verdict ContactJudge::judge(int a, int b, const Pose& a_from_b) const {
  const Contact contact = judge_contact(scraps_, a, b, a_from_b);
  if (!contact.touches()) return {};
  return {std::max(kWorst, join_log_odds(contact) - prior_log_odds()), contact.penetration, true};
}

Pose ContactJudge::settle(const std::vector<PosedPair>& pairs, const Pose& target_from_moving, int num_rounds) const {
  return align_groups(scraps_, pairs, target_from_moving, num_rounds);
}

void judge_joins(const Scraps& scraps, std::vector<JoinCandidate>& joins) {
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    JoinCandidate& join = joins[static_cast<std::size_t>(i)];
    join.log_odds = join_log_odds(judge_contact(scraps, join.a, join.b, join.a_from_b));
  });
}

}  // namespace solve_puzzle
