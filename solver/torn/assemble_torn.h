// SPDX-License-Identifier: Apache-2.0
// From candidate joins of fragments to a layout: growth, then a search that frees what is doubtful and grows it again.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "solver/torn/grow.h"
#include "solver/torn/layout.h"

namespace solve_puzzle {

struct AssembleTornOptions {
  GrowOptions grow;
  double least_log_odds = -5.5;  ///< joins below are not even tried
  int most_rounds = 40;          ///< of search; each tries kMovesPerRound layouts
  int most_idle_rounds = 8;
  std::uint64_t seed = 1;
  std::function<bool()> should_stop = [] { return false; };
  std::function<void(double share)> progress = [](double) {};
};

/// Gives the layout with the largest sum of evidence that was found. Same input and seed: same layout, on any number of
/// threads (unless stopped).
Layout assemble_torn(const PairJudge& judge, const std::vector<JoinCandidate>& all_joins,
                     const AssembleTornOptions& options);

/// The same, from a layout of this judge.
Layout assemble_torn(const PairJudge& judge, Layout start, const std::vector<JoinCandidate>& all_joins,
                     const AssembleTornOptions& options);

}  // namespace solve_puzzle
