// SPDX-License-Identifier: Apache-2.0
// The learned matcher in the way of the data: the classical candidates, shortened, judged by their seams, then weighed
// against rivals and loops as the classical ones are.
#pragma once

#include <functional>

#include "attention/seam_matcher.h"
#include "puzzles/puzzle.h"
#include "solver/shortlist.h"

namespace solve_puzzle {

struct LearnedOptions {
  ShortlistOptions shortlist;
  /// The network's logits are log-odds against "no partner" as one side sees it; both sides agree on none less often.
  ContextOptions context{.slack_logit = -2.0};
  std::function<bool()> should_stop = [] { return false; };
};

/// Judges the candidates of `graph` with the network; gives those it looked at and what it says of them. Stopped early,
/// it gives them with the classical evidence.
Shortlist judge_learned(const Puzzle& puzzle, const PairGraph& graph, const PairEvidence& classical,
                        const SeamMatcher& matcher, const LearnedOptions& options = {});

}  // namespace solve_puzzle
