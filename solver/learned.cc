// SPDX-License-Identifier: Apache-2.0
#include "solver/learned.h"

#include <utility>

namespace solve_puzzle {

Shortlist judge_learned(const Puzzle& puzzle, const PairGraph& graph, const PairEvidence& classical,
                        const SeamMatcher& matcher, const LearnedOptions& options) {
  Shortlist list = shortlist(graph, classical, options.shortlist);
  const PuzzleBands bands = puzzle_bands(puzzle, matcher.depth());
  const std::vector<float> logits = matcher.judge(bands, match_lists(list.graph, list.evidence), options.should_stop);
  if (options.should_stop()) return list;
  std::vector<float> second_opinion = std::move(list.evidence.objective);
  list.evidence = judge_logits(list.graph, logits, options.context);
  list.evidence.classical = std::move(second_opinion);
  return list;
}

}  // namespace solve_puzzle
