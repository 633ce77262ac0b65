// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/attempt.h"

#include <algorithm>
#include <utility>

#include "solver/torn/assemble_torn.h"
#include "solver/torn/candidates.h"
#include "solver/torn/rivals.h"
#include "solver/torn/seam_judge.h"

namespace solve_puzzle {
namespace {

/// Small puzzles can afford to look at more.
CandidateOptions candidate_options(int num_pieces, bool is_learned, const TornControl& control) {
  CandidateOptions options;
  options.propose.most = std::clamp(700 / num_pieces, 12, 40);
  options.most_per_piece = 400;
  options.most_per_pair = is_learned ? 10 : 5;
  options.with_edges = is_learned;
  options.should_stop = control.should_stop;
  options.progress = control.progress;
  return options;
}

AssembleTornOptions assemble_options(const ContactJudge& judge, const SolveOptions& options,
                                     const TornControl& control) {
  AssembleTornOptions result;
  result.seed = options.seed;
  constexpr double kLeast = -2.4, kLeastSingle = 1.1;  // log-odds of a merge: loops must confirm what is not likely
  result.grow.least_gain = kLeast - judge.prior_log_odds();
  result.grow.least_single_gain = kLeastSingle - judge.prior_log_odds();
  result.should_stop = control.should_stop;
  result.progress = control.progress;
  return result;
}

/// Contacts that came about because others were made: no network has looked at them yet.
std::vector<JoinCandidate> unseen_joins(const Layout& layout, const ContactJudge& judge) {
  std::vector<JoinCandidate> found;
  for (int a = 0; a < layout.num_pieces(); ++a) {
    for (const Layout::Neighbour& neighbour : layout.neighbours(a)) {
      const int b = neighbour.piece;
      const Pose a_from_b = inverse(layout.pose(a)) * layout.pose(b);
      if (a < b && !judge.has_seen(a, b, a_from_b)) found.push_back({a, b, a_from_b});
    }
  }
  return found;
}

Layout assemble(const ContactJudge& judge, const Attempt& made, const AttemptInput& input, const TornControl& control) {
  const AssembleTornOptions how = assemble_options(judge, input.options, control);
  return made.settled ? assemble_pinned_torn(judge, made.joins, *made.settled, how)
                      : assemble_torn(judge, made.joins, how);
}

/// Assembles, and has the network look at what that brought together.
void look_again(const AttemptInput& input, const TornControl& control, Attempt& made) {
  const ContactJudge judge(made.scraps, made.joins);
  std::vector<JoinCandidate> found = unseen_joins(assemble(judge, made, input, control), judge);
  const SeamMatcher& learned = *input.learned;
  judge_seams(made.scraps, learned.network(), {.depth = learned.depth(), .should_stop = control.should_stop}, found);
  if (control.should_stop()) return;  // they were not judged
  made.joins.insert(made.joins.end(), found.begin(), found.end());
  weigh_rivals(made.scraps, made.joins);
}

}  // namespace

std::unique_ptr<Attempt> attempt(Scraps supposed, const AttemptInput& input, const TornControl& control) {
  auto result = std::make_unique<Attempt>(std::move(supposed));
  const Scraps& scraps = result->scraps;
  std::vector<JoinCandidate>& joins = result->joins;
  const SeamMatcher* const learned = input.learned;
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
  if (learned != nullptr) look_again(input, control, *result);
  result->judge.emplace(scraps, joins);
  result->layout.emplace(assemble(*result->judge, *result, input, control));
  return result;
}

}  // namespace solve_puzzle
