// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/attempt.h"

#include <algorithm>
#include <utility>

#include "solver/torn/assemble_torn.h"
#include "solver/torn/candidates.h"
#include "solver/torn/gap.h"
#include "solver/torn/rivals.h"
#include "solver/torn/seam_judge.h"

namespace solve_puzzle {
namespace {

/// Small puzzles can afford to look at more.
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
  constexpr double kUnevenSlack = 1.5;  // there, what is put together is a suggestion only: see solve_torn.cc
  const double slack = scraps.wear > kUnevenWear ? kUnevenSlack : 0.0;
  result.grow.least_gain = kLeast - slack - judge.prior_log_odds();
  result.grow.least_single_gain = kLeastSingle - slack - judge.prior_log_odds();
  result.should_stop = control.should_stop;
  result.progress = control.progress;
  return result;
}

bool is_large(const Scraps& scraps) {
  constexpr int kMany = 100;
  return scraps.size() > kMany;
}

/// Across a wide gap the network foretells less than shape and colours do, which it stands in for.
const SeamMatcher* network_for(const Scraps& scraps, const SeamMatcher* learned) {
  return scraps.growth < kWideGrowth ? learned : nullptr;
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

Layout assemble(const ContactJudge& judge, const Attempt& made, const AssembleTornOptions& how) {
  return made.settled ? assemble_pinned_torn(judge, made.joins, *made.settled, how)
                      : assemble_torn(judge, made.joins, how);
}

/// Has the network look at what came together unseen, and assembles again. Stopped on the way: the layout stays. Says
/// whether there was anything to look at.
bool look_again(const AttemptInput& input, const TornControl& control, int most_rounds, Attempt& made) {
  std::vector<JoinCandidate> found = unseen_joins(*made.layout, *made.judge);
  if (found.empty()) return false;
  const SeamMatcher& learned = *input.learned;
  judge_seams(made.scraps, learned.network(), {.depth = learned.depth(), .should_stop = control.should_stop}, found);
  if (control.should_stop()) return false;  // they were not judged
  made.joins.insert(made.joins.end(), found.begin(), found.end());
  weigh_rivals(made.scraps, made.joins);
  auto judge = std::make_unique<ContactJudge>(made.scraps, made.joins);
  AssembleTornOptions how = assemble_options(made.scraps, *judge, input.options, control);
  how.most_rounds = std::min(how.most_rounds, most_rounds);
  Layout layout = assemble(*judge, made, how);
  if (control.should_stop()) return false;  // the first layout is whole
  made.layout.emplace(std::move(layout));
  made.judge = std::move(judge);
  return true;
}

}  // namespace

std::unique_ptr<Attempt> attempt(Scraps supposed, const AttemptInput& input, const TornControl& control) {
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
  // What comes together unseen, a short search finds too; of many pieces, more does so every time.
  constexpr int kMostRoundsOfMany = 10, kMostLooks = 2;
  const bool are_many = learned != nullptr && is_large(scraps);
  if (are_many) how.most_rounds = kMostRoundsOfMany;
  result->layout.emplace(assemble(*result->judge, *result, how));
  if (learned == nullptr) return result;
  for (int look = are_many ? 1 : kMostLooks; look <= kMostLooks && !control.should_stop(); ++look) {
    const int most_rounds = look < kMostLooks ? kMostRoundsOfMany : AssembleTornOptions{}.most_rounds;
    if (!look_again(input, control, most_rounds, *result)) break;
  }
  return result;
}

}  // namespace solve_puzzle
