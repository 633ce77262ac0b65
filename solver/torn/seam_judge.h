// SPDX-License-Identifier: Apache-2.0
// A seam network looks at candidate joins: which ones are shown to it, and what comes back. No assembly.
#pragma once

#include <functional>
#include <vector>

#include "attention/seam_network.h"
#include "solver/torn/pair_judge.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

struct SeamJudgeOptions {
  int depth = 6;            ///< of the bands that the network reads
  int most_per_piece = 60;  ///< joins looked at per fragment, the best by shape and colour
  std::function<bool()> should_stop = [] { return false; };
};

/// Shows the network those joins that are among the best of one of their two fragments, and writes its opinion and the
/// log-odds that follow into them. Along straight seams, they slide.
/// Cost: windows of these joins · the network's multiply-adds, in parallel.
void judge_seams(const Scraps& scraps, const SeamNetwork& network, const SeamJudgeOptions& options,
                 std::vector<JoinCandidate>& joins);

}  // namespace solve_puzzle
