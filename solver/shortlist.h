// SPDX-License-Identifier: Apache-2.0
// Which of the candidates a network shall look at, and what it is told of them. No pixels, no network.
#pragma once

#include <cstdint>
#include <vector>

#include "attention/match_lists.h"
#include "solver/context.h"
#include "solver/pair_graph.h"

namespace solve_puzzle {

struct ShortlistOptions {
  int most = 24;        ///< candidates that a side keeps
  int least = 4;        ///< candidates that a side keeps however unlikely they are
  double floor = -9.0;  ///< log posterior, the better one of with and without loops, below which others are dropped
};

/// Gives the candidates per side that the classical matcher proposes to a network. On small puzzles the network has
/// time to look far down the lists: worn tiles hide their true partner there.
int num_proposed(int num_pieces);

/// Gives the options for a puzzle: where the classical matcher is in doubt (worn pieces), its posteriors are far too
/// sure at the low end, so that more of its candidates must be kept.
ShortlistOptions shortlist_options(const PairGraph& graph, const PairEvidence& classical);

/// A smaller graph and its evidence. A pair stays when either of its sides keeps it.
struct Shortlist {
  PairGraph graph;
  PairEvidence evidence;
};

Shortlist shortlist(const PairGraph& graph, const PairEvidence& evidence, const ShortlistOptions& options);

/// The same for any choice of entries: a pair stays when either of its entries is kept.
Shortlist subset(const PairGraph& graph, const PairEvidence& evidence, const std::vector<std::uint8_t>& is_kept);

/// Gives the graph's pairs as a network reads them. Evidence: log posterior without loops, its distance to the best of
/// the row, relative dissimilarity.
MatchLists match_lists(const PairGraph& graph, const PairEvidence& evidence);

}  // namespace solve_puzzle
