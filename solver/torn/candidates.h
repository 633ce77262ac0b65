// SPDX-License-Identifier: Apache-2.0
// All pairs of fragments: motions proposed, aligned and judged; the best few of each pair and fragment are kept.
#pragma once

#include <functional>
#include <vector>

#include "solver/torn/join_odds.h"
#include "solver/torn/pair_judge.h"
#include "solver/torn/propose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

struct CandidateOptions {
  ProposeOptions propose;
  int most_per_pair = 5;
  int most_per_piece = 200;  ///< proposals that are aligned, per fragment; memory grows with fragments × this
  bool with_edges = false;   ///< straight edges of one length too: for judges that tell them apart by the picture
  std::function<bool(int a, int b)> is_wanted = [](int, int) { return true; };  ///< other pairs are not looked at
  std::function<bool()> should_stop = [] { return false; };
  std::function<void(double share)> progress = [](double) {};
};

/// Gives the candidates in order of a, b and falling log-odds.
std::vector<JoinCandidate> find_candidates(const Scraps& scraps, const CandidateOptions& options);

}  // namespace solve_puzzle
