// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/attempt_options.h"

#include <algorithm>

#include "solver/torn/gap.h"

namespace solve_puzzle {

bool is_large(const Scraps& scraps) {
  constexpr int kMany = 100;
  return scraps.size() > kMany;
}

const SeamMatcher* network_for(const Scraps& scraps, const SeamMatcher* learned) {
  return scraps.growth < kWideGrowth ? learned : nullptr;
}

CandidateOptions candidate_options(int num_pieces, bool is_learned, const TornControl& control) {
  CandidateOptions options;
  options.propose.most = std::clamp(700 / num_pieces, 12, 40);
  options.most_per_piece = std::clamp(4 * num_pieces, 400, 1500);
  options.most_per_pair = is_learned ? 10 : 5;
  options.with_edges = is_learned;
  options.should_stop = control.should_stop;
  options.progress = control.progress;
  return options;
}

AssembleTornOptions assemble_options(const Scraps& scraps, const ContactJudge& judge, const SolveOptions& options,
                                     const TornControl& control) {
  AssembleTornOptions result;
  result.seed = options.seed;
  constexpr double kLeast = -2.4, kLeastSingle = 1.1;  // log-odds of a merge: loops must confirm what is not likely
  constexpr double kUnevenSlack = 1.5;  // there, what is put together is a suggestion only: see sureness.h
  const double slack = scraps.wear > kUnevenWear ? kUnevenSlack : 0.0;
  result.grow.least_gain = kLeast - slack - judge.prior_log_odds();
  result.grow.least_single_gain = kLeastSingle - slack - judge.prior_log_odds();
  result.should_stop = control.should_stop;
  result.progress = control.progress;
  return result;
}

}  // namespace solve_puzzle
