// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/join_odds.h"

#include <algorithm>
#include <numeric>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// Offset, then one per feature.
constexpr std::array<double, kNumContactFeatures + 1> kWeights = {-7.9, 0.115, 0.022, -0.15, -0.19, 0.01, -0.01};

/// Where a network has looked.
constexpr std::array<double, kNumSeenFeatures + 1> kSeenWeights = {-9.0, 0.214, -0.22, -0.092, 0.0, 0.861, 0.83};

constexpr double kWorst = -12;  // one bad contact does not outweigh any number of good ones

constexpr double kMostUnseen = 50;  // natural-log units, before they are weighed

constexpr double kSameShare = 0.03;  // of a fragment's reach
constexpr double kSameAngle = 0.04;

/// Offset first.
template <std::size_t n>
double weighed(const std::array<double, n + 1>& weights, const std::array<double, n>& features) {
  return std::inner_product(features.begin(), features.end(), weights.begin() + 1, weights[0]);
}

}  // namespace

std::array<double, kNumContactFeatures> contact_features(const Contact& contact) {
  const double plain = contact.length > 0 ? 1 - contact.roughness / contact.length : 0.0;
  return {contact.shape,  contact.colour,    contact.penetration,
          contact.facing, contact.roughness, plain * contact.colour};
}

std::array<double, kNumSeenFeatures> seen_features(const Contact& contact, const SeamOpinion& seam) {
  return {contact.shape,  contact.penetration,
          contact.facing, contact.roughness,
          seam.sum,       static_cast<double>(seam.num_windows)};
}

double prior_log_odds() { return kWeights[0]; }

double join_log_odds(const Contact& contact, const SeamOpinion& seam) {
  return seam.num_windows > 0 ? weighed(kSeenWeights, seen_features(contact, seam))
                              : weighed(kWeights, contact_features(contact));
}

ContactJudge::ContactJudge(const Scraps& scraps, const std::vector<JoinCandidate>& joins) : scraps_(scraps) {
  for (const Fragment& fragment : scraps.fragments) {
    sizes_.push_back({fragment.centre, fragment.is_empty() ? 0.0 : fragment.reach, fragment.area});
  }
  for (const JoinCandidate& join : joins) {
    if (join.seam.num_windows > 0) seen_[{join.a, join.b}].push_back({join.a_from_b, join.seam, join.rivals});
  }
}

/// A seam looks the same when its pieces move a little.
ContactJudge::Seen ContactJudge::nearest_seen(int a, int b, const Pose& a_from_b) const {
  if (a > b) return nearest_seen(b, a, inverse(a_from_b));
  const auto found = seen_.find({a, b});
  if (found == seen_.end()) return {};
  const PieceSize& size = sizes_[static_cast<std::size_t>(b)];
  Seen nearest;
  double least = 1;
  for (const Seen& seen : found->second) {
    const PoseDifference off = difference(seen.a_from_b, a_from_b, size.centre);
    const double apart = std::max(off.distance / (kSameShare * size.reach + 1), off.angle / kSameAngle);
    if (apart < least) least = apart, nearest = seen;
  }
  return nearest;
}

Verdict ContactJudge::judge(int a, int b, const Pose& a_from_b) const {
  const Contact contact = judge_contact(scraps_, a, b, a_from_b);
  if (!contact.touches()) return {};
  const Seen seen = nearest_seen(a, b, a_from_b);
  // Where a network looks, colours that it has not seen do not count for much.
  Contact counted = contact;
  if (!seen_.empty()) counted.colour = std::min(contact.colour, kMostUnseen);
  const double evidence = join_log_odds(counted, seen.seam) - seen.rivals - prior_log_odds();
  return {std::max(kWorst, evidence), contact.penetration, true};
}

Pose ContactJudge::settle(const std::vector<PosedPair>& pairs, const Pose& target_from_moving, int num_rounds) const {
  return align_groups(scraps_, pairs, target_from_moving, num_rounds);
}

void judge_joins(const Scraps& scraps, std::vector<JoinCandidate>& joins) {
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    JoinCandidate& join = joins[static_cast<std::size_t>(i)];
    join.log_odds = join_log_odds(judge_contact(scraps, join.a, join.b, join.a_from_b), join.seam);
  });
}

}  // namespace solve_puzzle
