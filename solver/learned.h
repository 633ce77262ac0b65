// SPDX-License-Identifier: Apache-2.0
// The learned matcher in the way of the data: the classical candidates, shortened, judged by their seams, then weighed
// against rivals and loops as the classical ones are.
#pragma once

#include "attention/seam_matcher.h"
#include "puzzles/puzzle.h"
#include "solver/shortlist.h"

namespace solve_puzzle {

struct LearnedOptions {
  ShortlistOptions shortlist;
  ContextOptions context{.slack_logit = 0.0};  ///< the network's logits are log-odds against "no partner"
};

/// Judges the candidates of `graph` with the network; gives those it looked at and what it says of them.
Shortlist judge_learned(const Puzzle& puzzle, const PairGraph& graph, const PairEvidence& classical,
                        const SeamMatcher& matcher, const LearnedOptions& options = {});

}  // namespace solve_puzzle
