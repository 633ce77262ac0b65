// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/attempt.h"

#include <cmath>
#include <utility>

#include "solver/torn/attempt_options.h"
#include "solver/torn/gap.h"
#include "solver/torn/go_on.h"
#include "solver/torn/refine_layout.h"
#include "solver/torn/rivals.h"
#include "solver/torn/seam_judge.h"

namespace solve_puzzle {
namespace {

constexpr int kRoundsBeforeGroups = 3;  // of search, of many pieces

/// Of many pieces, few of those that were looked at for the gap belong together. Gives the gap that the first joins
/// tell, where it is another one.
std::optional<double> other_growth(const Attempt& made) {
  constexpr double kOther = 0.3;  // pixels
  const double growth = measured_growth(made.scraps, aligned_pairs(*made.layout));
  if (std::abs(growth - made.scraps.growth) < kOther) return std::nullopt;
  return growth;
}

std::unique_ptr<Attempt> search_at_first(Scraps supposed, const AttemptInput& input, const TornControl& control) {
  auto result = std::make_unique<Attempt>(std::move(supposed));
  const Scraps& scraps = result->scraps;
  std::vector<JoinCandidate>& joins = result->joins;
  const SeamMatcher* const learned = network_for(scraps, input.learned);
  control.begin("propose");
  const CandidateOptions which = candidate_options(scraps.size(), learned != nullptr, control);
  if (control.corrections != nullptr) {
    result->settled = settle_torn(input.puzzle, scraps, *control.corrections, input.scale, which);
  }
  joins = result->settled ? result->settled->joins : find_candidates(scraps, which);

  control.begin("score");
  if (learned != nullptr) {
    judge_seams(scraps, learned->network(), {.depth = learned->depth(), .should_stop = control.should_stop}, joins);
    weigh_rivals(scraps, joins);
  }

  control.begin("assemble");
  result->judge = std::make_unique<ContactJudge>(scraps, joins);
  AssembleTornOptions how = assemble_options(scraps, *result->judge, input.options, control);
  if (is_large(scraps)) how.most_rounds = kRoundsBeforeGroups;
  result->layout.emplace(assemble(*result->judge, *result, how));
  return result;
}

}  // namespace

std::unique_ptr<Attempt> begin_attempt(Scraps supposed, const AttemptInput& input, const TornControl& control) {
  auto result = search_at_first(std::move(supposed), input, control);
  if (!is_large(result->scraps) || result->settled || control.should_stop()) return result;
  const std::optional<double> growth = other_growth(*result);
  auto again = growth ? search_at_first(at_growth(result->scraps, *growth), input, control) : nullptr;
  return again == nullptr || control.should_stop() ? std::move(result) : std::move(again);
}

void finish_attempt(const AttemptInput& input, const TornControl& control, Attempt& made) {
  const bool is_learned = network_for(made.scraps, input.learned) != nullptr;
  if (!made.settled && is_large(made.scraps)) {
    assemble_by_groups(input, control, made);
  } else {
    if (is_learned) look_twice(input, control, made);
    if (!made.settled) join_groups(input, control, made);
  }
  if (!made.settled) fill_holes(input, control, made);
}

}  // namespace solve_puzzle
