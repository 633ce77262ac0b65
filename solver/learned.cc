// SPDX-License-Identifier: Apache-2.0
#include "solver/learned.h"

#include <utility>

#include "solver/rival_network.h"

namespace solve_puzzle {

std::vector<float> scaled_logits(std::vector<float> logits) {
  // The network is too timid about worn tiles: what it gives e^-5.5 is right in e^-6.3 of the cases (kodak24, 2 px).
  constexpr float kScale = 1.3F;
  for (float& logit : logits) logit *= kScale;
  return logits;
}

PairEvidence plain_evidence(const PairGraph& graph, const std::vector<float>& scaled, std::vector<float> classical) {
  // The logits are against "no partner" as one side sees it; both sides agree on none less often.
  constexpr ContextOptions kContext{.slack_logit = -2.0};
  PairEvidence evidence = judge_logits(graph, scaled, kContext);
  evidence.classical = std::move(classical);
  return evidence;
}

PairEvidence weigh_logits(const PairGraph& graph, const std::vector<float>& logits, std::vector<float> classical) {
  const std::vector<float> scaled = scaled_logits(logits);
  PairEvidence evidence = plain_evidence(graph, scaled, std::move(classical));
  evidence.guide = weigh_rivals(graph, scaled, evidence);
  return evidence;
}

Shortlist judge_learned(const Puzzle& puzzle, const PairGraph& graph, const PairEvidence& classical,
                        const SeamMatcher& matcher, const std::function<bool()>& should_stop) {
  Shortlist list = shortlist(graph, classical, shortlist_options(graph, classical));
  const PuzzleBands bands = puzzle_bands(puzzle, matcher.depth());
  const std::vector<float> logits = matcher.judge(bands, match_lists(list.graph, list.evidence), should_stop);
  if (should_stop()) return list;
  list.evidence = weigh_logits(list.graph, logits, std::move(list.evidence.objective));
  return list;
}

}  // namespace solve_puzzle
