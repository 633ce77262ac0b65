// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/rivals.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <utility>

#include "puzzles/parallel.h"
#include "solver/torn/contact.h"

namespace solve_puzzle {
namespace {

/// Stretches of an outline, in equal parts of its length.
constexpr std::size_t kNumParts = 128;
using Parts = std::bitset<kNumParts>;

Parts parts_of(const Outline& outline, const std::vector<std::pair<int, int>>& stretches) {
  Parts parts;
  const double share = kNumParts / (outline.step * outline.size());
  for (const auto& [first, last] : stretches) {
    const auto from = static_cast<std::size_t>(first * share);
    const auto to = std::min(kNumParts, static_cast<std::size_t>(last * share) + 1);
    for (std::size_t part = from; part < to; ++part) parts.set(part);
  }
  return parts;
}

/// What a join claims of one of its fragments.
struct Claim {
  std::size_t join = 0;
  Parts parts;
};

bool is_same_motion(const JoinCandidate& p, const JoinCandidate& q, const Scraps& scraps) {
  if (p.a != q.a || p.b != q.b) return false;
  const Fragment& b = scraps.fragments[static_cast<std::size_t>(p.b)];
  const PoseDifference apart = difference(p.a_from_b, q.a_from_b, b.centre);
  return apart.distance < 0.1 * b.diameter && apart.angle < 0.15;
}

/// log(1 + Σ exp(log-odds of the rivals)), one fragment.
double weight_of_rivals(const Claim& claim, const std::vector<Claim>& all, const std::vector<JoinCandidate>& joins,
                        const Scraps& scraps) {
  constexpr double kShared = 0.4;  // of the smaller claim
  std::vector<double> rivals = {0.0};
  for (const Claim& other : all) {
    if (other.join == claim.join) continue;
    const auto shared = static_cast<double>((claim.parts & other.parts).count());
    if (shared == 0 || shared < kShared * static_cast<double>(std::min(claim.parts.count(), other.parts.count())))
      continue;
    if (is_same_motion(joins[claim.join], joins[other.join], scraps)) continue;
    rivals.push_back(joins[other.join].log_odds);
  }
  const double most = *std::max_element(rivals.begin(), rivals.end());
  double sum = 0;
  for (const double each : rivals) sum += std::exp(each - most);
  return most + std::log(sum);
}

}  // namespace

void weigh_rivals(const Scraps& scraps, std::vector<JoinCandidate>& joins) {
  for (JoinCandidate& join : joins) join.log_odds += std::exchange(join.rivals, 0.0);
  constexpr double kNegligible = -4;  // nearly nobody's rival
  std::vector<Parts> on_a(joins.size()), on_b(joins.size());
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    const auto at = static_cast<std::size_t>(i);
    const JoinCandidate& join = joins[at];
    if (join.log_odds < kNegligible) return;
    on_a[at] = parts_of(scraps.outlines[static_cast<std::size_t>(join.a)],
                        touching_stretches(scraps, join.a, join.b, join.a_from_b));
    on_b[at] = parts_of(scraps.outlines[static_cast<std::size_t>(join.b)],
                        touching_stretches(scraps, join.b, join.a, inverse(join.a_from_b)));
  });
  std::vector<std::vector<Claim>> claims(scraps.fragments.size());
  for (std::size_t i = 0; i < joins.size(); ++i) {
    if (joins[i].log_odds < kNegligible) continue;
    claims[static_cast<std::size_t>(joins[i].a)].push_back({i, on_a[i]});
    claims[static_cast<std::size_t>(joins[i].b)].push_back({i, on_b[i]});
  }
  std::vector<double> weights(joins.size(), 0.0);
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    const auto at = static_cast<std::size_t>(i);
    const JoinCandidate& join = joins[at];
    if (join.log_odds < kNegligible) return;
    weights[at] = std::max(weight_of_rivals({at, on_a[at]}, claims[static_cast<std::size_t>(join.a)], joins, scraps),
                           weight_of_rivals({at, on_b[at]}, claims[static_cast<std::size_t>(join.b)], joins, scraps));
  });
  for (std::size_t i = 0; i < joins.size(); ++i) {
    joins[i].rivals = weights[i];
    joins[i].log_odds -= weights[i];
  }
}

}  // namespace solve_puzzle
