// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/seam_looker.h"

#include <array>

#include "tools/commands/candidate_lists.h"

namespace solve_puzzle {
namespace {

/// What a network is told of a pair that is no candidate: as unlikely as it gets.
constexpr std::array<float, kNumPairEvidence> kStranger = {-3.0F, -3.0F, 1.0F};

}  // namespace

SeamLooker::SeamLooker(const Puzzle& puzzle, const SeamMatcher& matcher)
    : list_(candidate_lists(puzzle)),
      lists_(match_lists(list_.graph, list_.evidence)),
      bands_(puzzle_bands(puzzle, matcher.depth())),
      session_(matcher.network().open(bands_, lists_)) {}

SeamLook SeamLooker::look(int side_a, int side_b) const {
  SeamLook look = session_->look(side_a, side_b, evidence(side_a, side_b));
  look.log_odds = 0.5 * (look.log_odds + session_->look(side_b, side_a, evidence(side_b, side_a)).log_odds);
  return look;
}

std::span<const float> SeamLooker::evidence(int side_a, int side_b) const {
  const int entry = list_.graph.find(side_a, side_b);
  if (entry < 0) return kStranger;
  return std::span(lists_.evidence).subspan(static_cast<std::size_t>(entry) * kNumPairEvidence, kNumPairEvidence);
}

}  // namespace solve_puzzle
