// SPDX-License-Identifier: Apache-2.0
// Torn puzzles under pins: from the earlier answer to one that honours them. What pins mean: solver/torn/torn_rules.h.
#pragma once

#include <vector>

#include "puzzles/assembly.h"
#include "solver/corrections.h"
#include "solver/torn/assemble_torn.h"
#include "solver/torn/candidates.h"
#include "solver/torn/join_odds.h"
#include "solver/torn/layout.h"
#include "solver/torn/torn_answer.h"
#include "solver/torn/torn_rules.h"

namespace solve_puzzle {

/// What is settled of a puzzle, in the frames of its fragments.
struct TornSettled {
  TornRules rules;
  std::vector<JoinCandidate> joins;  ///< to choose from: those that the earlier answer names, and those of loose pieces
  std::vector<JoinCandidate> made;   ///< of the earlier answer: they do not become surer by what is not looked at again
  std::vector<TornPlace> places;     ///< of the bodies, as the earlier answer and the pins have it
  bool is_search_local = false;      ///< there was an earlier answer
};

/// Reads the corrections. Candidates are looked for only for those pieces whose place the pins put in question, or,
/// when there is no earlier answer, for all. Throws: Error when pins contradict each other, or a join that must be
/// cannot.
TornSettled settle_torn(const Puzzle& puzzle, const Scraps& scraps, const Corrections& corrections, double scale,
                        const CandidateOptions& options);

/// Gives the best layout of the fragments that was found near the settled one; it honours every pin.
Layout assemble_pinned_torn(const ContactJudge& judge, const std::vector<JoinCandidate>& joins,
                            const TornSettled& settled, const AssembleTornOptions& options);

/// Lays the pieces of every body as they lie in it, near to where they are.
void hold_bodies(const Scraps& scraps, const TornRules& rules, Layout& layout);

/// Marks the pinned joins of an answer: accepted, and as sure as can be. Others are as sure as before at most.
void mark_pinned_torn(const Scraps& scraps, const TornSettled& settled, const TornAnswerOptions& options,
                      Assembly& assembly);

}  // namespace solve_puzzle
