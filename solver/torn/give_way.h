// SPDX-License-Identifier: Apache-2.0
// Groups whose pieces have drifted fit each other as wholes only where every piece gives way a little. Proposes
// nothing; what a layout is worth, its judge says.
#pragma once

#include <functional>
#include <vector>

#include "solver/torn/layout.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

struct GiveWayOptions {
  double least_gain = 5.5;  ///< of the score
  std::function<bool()> should_stop = [] { return false; };
};

/// Lays groups together along the longest of the seams that the joins bring about, lets all their pieces move, and
/// keeps what scores enough more than before. Errors that have added up from piece to piece count as collisions of
/// rigid groups: of a ring that is open by a seam, the ends lie some pixels off. Cost: a refinement of both groups for
/// every two that are tried, the dozen with the longest seams.
void join_giving_way(const Scraps& scraps, const PairJudge& judge, const std::vector<JoinCandidate>& joins,
                     const GiveWayOptions& options, Layout& layout);

}  // namespace solve_puzzle
