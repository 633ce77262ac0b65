// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/torn_rivals.h"

#include <algorithm>
#include <utility>

#include "puzzles/parallel.h"
#include "solver/torn/contact.h"

namespace solve_puzzle {
namespace {

using Stretches = std::vector<std::pair<int, int>>;  // half-open, pixels along an outline

int length_of(const Stretches& stretches) {
  int length = 0;
  for (const auto& [first, last] : stretches) length += last - first;
  return length;
}

int shared_length(const Stretches& p, const Stretches& q) {
  int length = 0;
  for (const auto& [p_first, p_last] : p) {
    for (const auto& [q_first, q_last] : q) {
      length += std::max(0, std::min(p_last, q_last) - std::max(p_first, q_first));
    }
  }
  return length;
}

/// A candidate as one of its fragments sees it.
struct Claim {
  int other = -1;
  Pose own_from_other;
  double log_odds = 0;
  Stretches stretches;
};

/// The strongest claims on every fragment's outline, strongest first.
std::vector<std::vector<Claim>> claims_on_outlines(const Scraps& scraps, const std::vector<JoinCandidate>& joins) {
  constexpr std::size_t kMost = 60;
  std::vector<std::vector<const JoinCandidate*>> joins_of(scraps.fragments.size());
  for (const JoinCandidate& join : joins) {
    joins_of[static_cast<std::size_t>(join.a)].push_back(&join);
    joins_of[static_cast<std::size_t>(join.b)].push_back(&join);
  }
  std::vector<std::vector<Claim>> claims(joins_of.size());
  parallel_for(0, scraps.size(), [&](std::ptrdiff_t fragment) {
    const int own = static_cast<int>(fragment);
    std::vector<Claim>& found = claims[static_cast<std::size_t>(fragment)];
    std::vector<const JoinCandidate*>& own_joins = joins_of[static_cast<std::size_t>(fragment)];
    std::stable_sort(own_joins.begin(), own_joins.end(), [](auto* p, auto* q) { return p->log_odds > q->log_odds; });
    own_joins.resize(std::min(own_joins.size(), kMost));
    for (const JoinCandidate* join : own_joins) {
      const int other = join->a == own ? join->b : join->a;
      const Pose own_from_other = join->a == own ? join->a_from_b : inverse(join->a_from_b);
      found.push_back({other, own_from_other, join->log_odds, touching_stretches(scraps, own, other, own_from_other)});
    }
  });
  return claims;
}

/// Adds the strongest claims of others on the stretch of one of the match's fragments.
void add_rivals(const Stretches& stretch, const std::vector<Claim>& claims, bool is_of_a, double scale, Match& match) {
  constexpr int kMost = 2;
  constexpr double kShared = 0.4;  // of the shorter one
  const int partner = is_of_a ? match.piece_b : match.piece_a;
  int num_added = 0;
  for (const Claim& claim : claims) {
    if (claim.other == partner) continue;
    const int shorter = std::min(length_of(stretch), length_of(claim.stretches));
    if (shorter == 0 || shared_length(stretch, claim.stretches) < kShared * shorter) continue;
    match.rivals.push_back({is_of_a, claim.other, 0, match.log_odds - claim.log_odds,
                            matrix_of(rescaled(claim.own_from_other, 1 / scale))});
    if (++num_added == kMost) return;
  }
}

}  // namespace

void add_torn_rivals(const Scraps& scraps, const std::vector<JoinCandidate>& joins, double scale, Assembly& answer) {
  const std::vector<std::vector<Claim>> claims = claims_on_outlines(scraps, joins);
  parallel_for(0, std::ssize(answer.matches), [&](std::ptrdiff_t i) {
    Match& match = answer.matches[static_cast<std::size_t>(i)];
    if (!is_made(answer, match)) return;
    const int a = match.piece_a, b = match.piece_b;
    const Pose a_from_b = rescaled(pose_of(match.a_from_b), scale);
    add_rivals(touching_stretches(scraps, a, b, a_from_b), claims[static_cast<std::size_t>(a)], true, scale, match);
    const Stretches on_b = touching_stretches(scraps, b, a, inverse(a_from_b));
    add_rivals(on_b, claims[static_cast<std::size_t>(b)], false, scale, match);
  });
}

}  // namespace solve_puzzle
