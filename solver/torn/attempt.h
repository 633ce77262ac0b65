// SPDX-License-Identifier: Apache-2.0
// A puzzle of torn pieces put together under one supposed gap. Which gaps to suppose: solver/torn/gap.h.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "attention/seam_matcher.h"
#include "solver/options.h"
#include "solver/torn/join_odds.h"
#include "solver/torn/layout.h"
#include "solver/torn/pinned_torn.h"
#include "solver/torn/scraps.h"
#include "solver/torn/torn_control.h"

namespace solve_puzzle {

/// What is the same for every gap.
struct AttemptInput {
  const Puzzle& puzzle;
  double scale = 1;  ///< fragments are this much smaller than the pictures
  const SolveOptions& options;
  const SeamMatcher* learned = nullptr;
};

/// What came of it. Stays where it is, since the judge looks at the scraps and the layout asks the judge.
struct Attempt {
  explicit Attempt(Scraps supposed) : scraps(std::move(supposed)) {}
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;

  Scraps scraps;
  std::optional<TornSettled> settled;  ///< what a person corrected, where somebody did
  std::vector<JoinCandidate> joins;
  std::unique_ptr<ContactJudge> judge;  ///< of the layout
  std::optional<Layout> layout;         ///< always there in what begin_attempt() gives
};

/// Finds candidates, has the network (where given) look at them, assembles: at full length few pieces, shortly many. Of
/// many pieces, all begins anew when the first joins tell another gap.
std::unique_ptr<Attempt> begin_attempt(Scraps scraps, const AttemptInput& input, const TornControl& control);

/// With a network, looks at what came together and assembles again; matches groups as wholes.
void finish_attempt(const AttemptInput& input, const TornControl& control, Attempt& made);

}  // namespace solve_puzzle
