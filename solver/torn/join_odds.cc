// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/join_odds.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "puzzles/parallel.h"
#include "solver/torn/gap.h"

namespace solve_puzzle {
namespace {

/// Offset, then one per feature.
constexpr std::array<double, kNumContactFeatures + 1> kWeights = {-7.9,  0.154, 0.0242, -0.208,  -0.25,  0.0488, 0.0236,
                                                                  -0.79, 0.338, 0.0142, -0.0233, 0.0204, 0.0204};

/// Where a network has looked.
constexpr std::array<double, kNumSeenFeatures + 1> kSeenWeights = {-11.79,  0.2325, -0.0586, -0.0749, 0.9188, 0.5324,
                                                                   -0.2725, 2.037,  0.0247,  -0.074,  0.0036, -0.0498};

/// The same where pieces are worn unevenly: outlines say little there, and joins count as right that lie some pixels
/// off.
constexpr std::array<double, kNumSeenFeatures + 1> kUnevenSeenWeights = {
    -0.1961, 0.0039, -0.0077, -0.0126, 0.0223, 0.0400, -0.5883, -1.1765, 0.0116, 0.0232, -0.0379, 0.1340};

constexpr double kWorst = -12;  // one bad contact does not outweigh any number of good ones

constexpr double kMostColour = 50;  // natural-log units: dark rims agree with each other all along
constexpr double kMostUnseen = 12;  // the same where a network looks at other joins, but has not looked at this one

/// How far pieces may move and still show the same seam.
struct Tolerance {
  double distance, angle;
};

Tolerance same_seam(const Scraps& scraps, const PieceSize& size) {
  constexpr double kShare = 0.03, kAngle = 0.04;  // of a fragment's reach; radians
  const bool is_uneven = scraps.wear > kUnevenWear;
  return {kShare * size.reach + (is_uneven ? scraps.wear : 1.0), is_uneven ? 2.5 * kAngle : kAngle};
}

/// Offset first.
template <std::size_t n>
double weighed(const std::array<double, n + 1>& weights, const std::array<double, n>& features) {
  return std::inner_product(features.begin(), features.end(), weights.begin() + 1, weights[0]);
}

const std::array<double, kNumSeenFeatures + 1>& seen_weights(const Scraps& scraps) {
  return scraps.wear > kUnevenWear ? kUnevenSeenWeights : kSeenWeights;
}

struct Condition {
  double growth = 0, wear = 0;  // pixels, as far as the fit has seen them
};

Condition condition_of(const Scraps& scraps) {
  constexpr double kMostWear = 6;
  return {std::clamp(scraps.growth, 0.0, kMostGrowth), std::clamp(scraps.wear, 0.0, kMostWear)};
}

/// Whether what is straight is the border of the picture, and no seam. Of n fragments of one picture, four times the
/// root of n lie along its border with one of four sides.
bool is_straight_at_borders_only(const Scraps& scraps) {
  constexpr int kFewest = 8;  // fewer have nearly as much border as seam
  constexpr double kSlack = 0.05;
  return scraps.size() >= kFewest && scraps.straight_share < 1 / std::sqrt(scraps.size()) + kSlack;
}

/// Near corners, and on fragments of some 40 pixels everything is, straight edges look rough: their normals say that
/// they are not. Of larger ones, a long seam may wind a little and have such normals, too.
bool is_straight(const Scraps& scraps, const Contact& contact) {
  constexpr double kRough = 0.35, kShortest = 15;
  constexpr double kBent = 0.04, kShortestOfNormals = 10, kLong = 40, kSmall = 60;  // pixels
  const bool is_near_corner = contact.length < kLong || scraps.diameter < kSmall;
  return (contact.length > kShortest && contact.roughness < kRough * contact.length) ||
         (contact.length > kShortestOfNormals && is_near_corner && contact.bend < kBent * contact.length);
}

/// Two borders along each other speak against a join, if they are too long to be a seam that is straight by chance: no
/// piece of the same picture lies beyond a border.
double border_loss(const Contact& contact) {
  constexpr double kByChance = 30, kPerPixel = 0.1, kMost = 4;  // pixels; log-odds
  return std::clamp(kPerPixel * (contact.plain - kByChance), 0.0, kMost);
}

}  // namespace

std::array<double, kNumContactFeatures> contact_features(const Scraps& scraps, const Contact& contact) {
  const auto [growth, wear] = condition_of(scraps);
  const double plain = contact.length > 0 ? 1 - contact.roughness / contact.length : 0.0;
  return {contact.shape,
          std::min(contact.colour, kMostColour),
          contact.penetration,
          contact.facing,
          contact.roughness,
          std::min(plain * contact.colour, kMostColour),
          growth,
          wear,
          growth * contact.shape,
          wear * contact.shape,
          growth * contact.facing,
          wear * contact.facing};
}

std::array<double, kNumSeenFeatures> seen_features(const Scraps& scraps, const Contact& contact,
                                                   const SeamOpinion& seam) {
  const auto [growth, wear] = condition_of(scraps);
  return {contact.shape,
          contact.penetration,
          contact.facing,
          seam.sum,
          1.0 * seam.num_windows,
          growth,
          wear,
          growth * contact.shape,
          wear * contact.shape,
          growth * contact.facing,
          wear * seam.sum};
}

double prior_log_odds(const Scraps& scraps, bool is_seen) {
  return is_seen ? weighed(seen_weights(scraps), seen_features(scraps, {}, {}))
                 : weighed(kWeights, contact_features(scraps, {}));
}

double join_log_odds(const Scraps& scraps, const Contact& contact, const SeamOpinion& seam) {
  const bool is_seen = seam.num_windows > 0;
  const double log_odds = is_seen ? weighed(seen_weights(scraps), seen_features(scraps, contact, seam))
                                  : weighed(kWeights, contact_features(scraps, contact));
  if (!is_straight(scraps, contact) || !is_straight_at_borders_only(scraps)) return log_odds;
  return std::min(log_odds, prior_log_odds(scraps, is_seen)) - border_loss(contact);
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
  const Tolerance most = same_seam(scraps_, size);
  Seen nearest;
  double least = 1;
  for (const Seen& seen : found->second) {
    const PoseDifference off = difference(seen.a_from_b, a_from_b, size.centre);
    const double apart = std::max(off.distance / most.distance, off.angle / most.angle);
    if (apart < least) least = apart, nearest = seen;
  }
  return nearest;
}

Verdict ContactJudge::judge(int a, int b, const Pose& a_from_b) const {
  Contact contact = judge_contact(scraps_, a, b, a_from_b);
  if (!contact.touches()) return {};
  const Seen seen = nearest_seen(a, b, a_from_b);
  if (!seen_.empty()) contact.colour = std::min(contact.colour, kMostUnseen);
  const double evidence = join_log_odds(scraps_, contact, seen.seam) - seen.rivals -
                          solve_puzzle::prior_log_odds(scraps_, seen.seam.num_windows > 0);
  return {std::max(kWorst, evidence), contact.penetration, true};
}

Pose ContactJudge::settle(const std::vector<PosedPair>& pairs, const Pose& target_from_moving, int num_rounds) const {
  return align_groups(scraps_, pairs, target_from_moving, num_rounds);
}

void judge_joins(const Scraps& scraps, std::vector<JoinCandidate>& joins) {
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    JoinCandidate& join = joins[static_cast<std::size_t>(i)];
    join.log_odds = join_log_odds(scraps, judge_contact(scraps, join.a, join.b, join.a_from_b), join.seam);
  });
}

}  // namespace solve_puzzle
