// SPDX-License-Identifier: Apache-2.0
// Assembly under pins: evidence that knows them, layouts made to honour them, and a search that never leaves them.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "puzzles/assembly.h"
#include "solver/assemble.h"
#include "solver/pin_rules.h"

namespace solve_puzzle {

/// The pins of a puzzle as rules, and its earlier answer as a layout.
struct Settled {
  PinRules rules;
  std::optional<Frame> earlier;
  bool is_search_local = false;  ///< nothing but loose pieces moves; there is an earlier layout
  std::vector<int> loose;        ///< see loose_pieces()
};

struct PinnedEvidence {
  PairGraph graph;
  PairEvidence evidence;
};

/// Gives the evidence with what the pins say: pinned sides have no rivals, sides that must be apart are no candidates.
PinnedEvidence pinned_evidence(const PairGraph& graph, const PairEvidence& evidence, const PinRules& rules);

/// Gives an earlier answer as a layout: its groups of at least two pieces, apart from each other. Pieces are those of
/// `puzzle` by their ids; what does not fit the puzzle is left out.
Frame frame_of(const Puzzle& puzzle, const Assembly& earlier);

/// Gives the pieces whose place in `frame` the pins put in question: those that must move, those in the way of these,
/// those that must not stand where they stand, and those without a place.
std::vector<int> loose_pieces(const Frame& frame, const PinRules& rules, int turn_step);

/// Gives a layout near `frame` that honours every pin: a block is laid where most of its pieces lie already, the pieces
/// in its way become free and are placed anew; a block without room goes beside the rest.
Frame made_to_honour(const Frame& frame, const AssemblyScores& scores, const PinRules& rules,
                     const AssembleOptions& options);

/// Gives the best layout found that honours every pin, from the earlier one or from a fresh assembly, whichever scores
/// better (a local search: from the earlier one). The evidence must know the pins (pinned_evidence).
Frame assemble_pinned(const PairGraph& graph, const PairEvidence& evidence, const Settled& settled,
                      const AssembleOptions& options);

/// Marks the pinned joins of an answer: accepted, and as sure as can be.
void mark_pinned(const PinRules& rules, Assembly& assembly);

/// The same for one join of the answer.
void mark_pinned(Match& match, Assembly& assembly);

}  // namespace solve_puzzle
