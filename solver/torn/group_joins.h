// SPDX-License-Identifier: Apache-2.0
// Joins that only show when groups of fragments are matched as wholes: seams too short for two pieces are long for two
// groups. Proposes; what a join is worth, others say.
#pragma once

#include <vector>

#include "solver/torn/candidates.h"
#include "solver/torn/layout.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Matches every group against all others, single pieces against groups only, and gives the joins of pieces that the
/// best motions bring about: those along which most touches. Their log-odds are those of the groups' joins.
/// Cost: that of find_candidates() with one fragment per group.
std::vector<JoinCandidate> joins_of_groups(const Scraps& scraps, const Layout& layout, CandidateOptions options);

}  // namespace solve_puzzle
