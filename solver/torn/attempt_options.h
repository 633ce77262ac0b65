// SPDX-License-Identifier: Apache-2.0
// How the steps of an attempt are done: how much is looked at, what a merge must be worth.
#pragma once

#include "attention/seam_matcher.h"
#include "solver/options.h"
#include "solver/torn/assemble_torn.h"
#include "solver/torn/candidates.h"
#include "solver/torn/join_odds.h"
#include "solver/torn/scraps.h"
#include "solver/torn/torn_control.h"

namespace solve_puzzle {

/// Whether there are so many pieces that small errors add up, and that a search would take minutes.
bool is_large(const Scraps& scraps);

/// Across a wide gap the network foretells less than shape and colours do, which it stands in for: then there is none.
const SeamMatcher* network_for(const Scraps& scraps, const SeamMatcher* learned);

/// Small puzzles can afford to look at more.
CandidateOptions candidate_options(int num_pieces, bool is_learned, const TornControl& control);

AssembleTornOptions assemble_options(const Scraps& scraps, const ContactJudge& judge, const SolveOptions& options,
                                     const TornControl& control);

}  // namespace solve_puzzle
