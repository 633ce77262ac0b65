// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/body_judge.h"

#include <algorithm>
#include <utility>

namespace solve_puzzle {
namespace {

PieceSize size_of(const Body& body, const std::vector<PieceSize>& sizes) {
  PieceSize whole;
  for (std::size_t i = 0; i < body.pieces.size(); ++i) {
    const PieceSize& size = sizes[static_cast<std::size_t>(body.pieces[i])];
    whole.area += size.area;
    whole.centre += size.area * (body.body_from_piece[i] * size.centre);
  }
  if (whole.area > 0) whole.centre /= whole.area;
  for (std::size_t i = 0; i < body.pieces.size(); ++i) {
    const PieceSize& size = sizes[static_cast<std::size_t>(body.pieces[i])];
    if (size.reach <= 0) continue;
    const cv::Point2d arm = body.body_from_piece[i] * size.centre - whole.centre;
    whole.reach = std::max(whole.reach, std::hypot(arm.x, arm.y) + size.reach);
  }
  return whole;
}

}  // namespace

BodyJudge::BodyJudge(const PairJudge& judge, const TornRules& rules) : judge_(judge), rules_(rules) {
  for (const Body& body : rules.bodies) sizes_.push_back(size_of(body, judge.sizes()));
}

/// The fragments of two bodies that may touch.
std::vector<PosedPair> BodyJudge::near_pairs(const PosedPair& bodies, const Pose& target_from_moving) const {
  const Body& first = rules_.bodies[static_cast<std::size_t>(bodies.a)];
  const Body& second = rules_.bodies[static_cast<std::size_t>(bodies.b)];
  std::vector<PosedPair> pairs;
  for (std::size_t i = 0; i < first.pieces.size(); ++i) {
    const Pose target_from_a = bodies.target_from_a * first.body_from_piece[i];
    for (std::size_t k = 0; k < second.pieces.size(); ++k) {
      const int a = first.pieces[i], b = second.pieces[k];
      const Pose moving_from_b = bodies.moving_from_b * second.body_from_piece[k];
      const Pose a_from_b = inverse(target_from_a) * target_from_moving * moving_from_b;
      if (may_touch(judge_.sizes()[static_cast<std::size_t>(a)], judge_.sizes()[static_cast<std::size_t>(b)],
                    a_from_b)) {
        pairs.push_back({a, target_from_a, b, moving_from_b});
      }
    }
  }
  return pairs;
}

Verdict BodyJudge::judge(int a, int b, const Pose& a_from_b) const {
  Verdict sum;
  for (const PosedPair& pair : near_pairs({a, Pose{}, b, Pose{}}, a_from_b)) {
    const Pose pair_pose = inverse(pair.target_from_a) * a_from_b * pair.moving_from_b;
    const Verdict verdict = judge_.judge(pair.a, pair.b, pair_pose);
    if (!verdict.touches) continue;
    sum.touches = true;
    sum.evidence += verdict.evidence;
    sum.overlap += verdict.overlap;
    if (!is_forbidden(rules_, judge_.sizes(), pair.a, pair.b, pair_pose, verdict)) continue;
    sum.evidence -= kForbidden;
    sum.overlap += sizes_[static_cast<std::size_t>(a)].area + sizes_[static_cast<std::size_t>(b)].area;
  }
  return sum;
}

Pose BodyJudge::settle(const std::vector<PosedPair>& pairs, const Pose& target_from_moving, int num_rounds) const {
  std::vector<PosedPair> all;
  for (const PosedPair& bodies : pairs) {
    const std::vector<PosedPair> near = near_pairs(bodies, target_from_moving);
    all.insert(all.end(), near.begin(), near.end());
  }
  return judge_.settle(all, target_from_moving, num_rounds);
}

std::vector<JoinCandidate> joins_of_bodies(const TornRules& rules, const std::vector<JoinCandidate>& joins) {
  std::vector<JoinCandidate> result;
  for (JoinCandidate join : joins) {
    const int a = rules.places[static_cast<std::size_t>(join.a)].body;
    const int b = rules.places[static_cast<std::size_t>(join.b)].body;
    if (a == b) continue;
    join.a_from_b = rules.body_from_piece(join.a) * join.a_from_b * inverse(rules.body_from_piece(join.b));
    join.a = std::min(a, b);
    join.b = std::max(a, b);
    if (a > b) join.a_from_b = inverse(join.a_from_b);
    result.push_back(join);
  }
  return result;
}

}  // namespace solve_puzzle
