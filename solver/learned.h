// SPDX-License-Identifier: Apache-2.0
// The learned matcher in the way of the data: the classical candidates, shortened, judged by their seams, then weighed
// against rivals and loops as the classical ones are.
#pragma once

#include <functional>

#include "attention/seam_matcher.h"
#include "puzzles/puzzle.h"
#include "solver/shortlist.h"

namespace solve_puzzle {

/// Gives a network's logits on the scale that worn tiles ask for.
std::vector<float> scaled_logits(std::vector<float> logits);

/// Gives the evidence of scaled logits against rivals both ways and with loops, before the small network speaks.
PairEvidence plain_evidence(const PairGraph& graph, const std::vector<float>& scaled, std::vector<float> classical);

/// Gives the evidence of a network's logits: scaled, against rivals both ways, with loops, and these weighed by a small
/// network (solver/rival_network.h). `classical`: the classical objective of the same entries.
PairEvidence weigh_logits(const PairGraph& graph, const std::vector<float>& logits, std::vector<float> classical);

/// Judges the candidates of `graph` with the network; gives those it looked at and what it says of them. Stopped early,
/// it gives them with the classical evidence.
Shortlist judge_learned(
    const Puzzle& puzzle, const PairGraph& graph, const PairEvidence& classical, const SeamMatcher& matcher,
    const std::function<bool()>& should_stop = [] { return false; });

}  // namespace solve_puzzle
