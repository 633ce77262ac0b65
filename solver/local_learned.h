// SPDX-License-Identifier: Apache-2.0
// A network's word on the few pairs that a person's corrections put in question. The whole puzzle: solver/learned.h.
#pragma once

#include <functional>
#include <vector>

#include "solver/context.h"
#include "solver/pair_graph.h"
#include "solver/shortlist.h"

namespace solve_puzzle {

/// Gives the classical evidence, with the network's in its place for the sides of loose pieces and for all sides that
/// are candidates of theirs. `judge` has the network look at a part of the graph (judge_learned).
PairEvidence judge_loose(const PairGraph& graph, const PairEvidence& classical, const std::vector<int>& loose,
                         const std::function<Shortlist(const Shortlist& part)>& judge);

}  // namespace solve_puzzle
