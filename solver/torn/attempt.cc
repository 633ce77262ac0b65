// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/attempt.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "solver/torn/assemble_torn.h"
#include "solver/torn/candidates.h"
#include "solver/torn/gap.h"
#include "solver/torn/group_joins.h"
#include "solver/torn/refine_layout.h"
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

/// Has the network (where given) look at what was found, and gives the judge that knows of it too. Nothing when stopped
/// on the way: then they were not judged.
std::unique_ptr<ContactJudge> learn_of(std::vector<JoinCandidate> found, const SeamMatcher* learned,
                                       const TornControl& control, Attempt& made) {
  if (learned != nullptr) {
    judge_seams(made.scraps, learned->network(), {.depth = learned->depth(), .should_stop = control.should_stop},
                found);
  } else {
    judge_joins(made.scraps, found);
  }
  if (control.should_stop()) return nullptr;
  made.joins.insert(made.joins.end(), found.begin(), found.end());
  if (learned != nullptr) weigh_rivals(made.scraps, made.joins);
  return std::make_unique<ContactJudge>(made.scraps, made.joins);
}

/// Has the network look at what came together unseen, and assembles again. Stopped on the way: the layout stays. Says
/// whether there was anything to look at.
bool look_again(const AttemptInput& input, const TornControl& control, int most_rounds, Attempt& made) {
  std::vector<JoinCandidate> found = unseen_joins(*made.layout, *made.judge);
  if (found.empty()) return false;
  auto judge = learn_of(std::move(found), input.learned, control, made);
  if (judge == nullptr) return false;
  AssembleTornOptions how = assemble_options(made.scraps, *judge, input.options, control);
  how.most_rounds = most_rounds;
  Layout layout = assemble(*judge, made, how);
  if (control.should_stop()) return false;  // the first layout is whole
  made.layout.emplace(std::move(layout));
  made.judge = std::move(judge);
  return true;
}

std::vector<TornPlace> places_of(const Layout& layout) {
  std::vector<TornPlace> places;
  for (int piece = 0; piece < layout.num_pieces(); ++piece) {
    places.push_back({layout.group_of(piece), layout.pose(piece)});
  }
  return places;
}

int num_groups(const Layout& layout) {
  int count = 0;
  for (int group = 0; group < layout.num_groups(); ++group) count += layout.members(group).empty() ? 0 : 1;
  return count;
}

/// Goes on from the layout with what was found, and, when searching, with all else.
void go_on(const AttemptInput& input, const SeamMatcher* learned, const TornControl& control,
           const std::vector<JoinCandidate>& found, int most_rounds, Attempt& made) {
  const std::size_t num_before = made.joins.size();
  auto judge = learn_of(found, learned, control, made);
  if (judge == nullptr) return;
  AssembleTornOptions how = assemble_options(made.scraps, *judge, input.options, control);
  how.most_rounds = most_rounds;
  const auto first = made.joins.begin() + static_cast<std::ptrdiff_t>(most_rounds > 0 ? 0 : num_before);
  Layout layout = assemble_torn(*judge, Layout(*judge, places_of(*made.layout)), {first, made.joins.end()}, how);
  if (control.should_stop()) return;  // the layout before is whole
  made.layout.emplace(std::move(layout));
  made.judge = std::move(judge);
}

/// Matches groups as wholes, and goes on from the layout with what that finds, as long as groups come together.
void join_groups(const AttemptInput& input, const SeamMatcher* learned, const TornControl& control, Attempt& made) {
  constexpr int kMostRounds = 5;
  for (int round = 0; round < kMostRounds; ++round) {
    const int before = num_groups(*made.layout);
    if (before < 2 || before == made.scraps.size() || control.should_stop()) return;
    refine_layout(made.scraps, *made.layout);
    std::vector<JoinCandidate> found =
        joins_of_groups(made.scraps, *made.layout, candidate_options(before, learned != nullptr, control));
    if (learned != nullptr) {
      const std::vector<JoinCandidate> unseen = unseen_joins(*made.layout, *made.judge);
      found.insert(found.end(), unseen.begin(), unseen.end());
    }
    if (found.empty() || control.should_stop()) return;
    go_on(input, learned, control, found, 0, made);
    if (num_groups(*made.layout) >= before) return;
  }
}

/// What comes together unseen, a short search finds too; the second one is in earnest.
void look_twice(const AttemptInput& input, const TornControl& control, Attempt& made) {
  constexpr int kShort = 10;
  if (control.should_stop() || !look_again(input, control, kShort, made) || control.should_stop()) return;
  look_again(input, control, AssembleTornOptions{}.most_rounds, made);
}

constexpr int kRoundsBeforeGroups = 3;  // of search, of many pieces

/// Of many pieces, a search moves few at a time; groups find each other sooner. Its errors are sought at the end.
void assemble_by_groups(const AttemptInput& input, const SeamMatcher* learned, const TornControl& control,
                        Attempt& made) {
  constexpr int kMostRounds = 5;
  join_groups(input, learned, control, made);
  if (control.should_stop()) return;
  const auto unseen = learned != nullptr ? unseen_joins(*made.layout, *made.judge) : std::vector<JoinCandidate>{};
  go_on(input, learned, control, unseen, kMostRounds, made);
  join_groups(input, learned, control, made);
}

/// Of many pieces, few of those that were looked at for the gap belong together. Gives the gap that the first joins
/// tell, where it is another one.
std::optional<double> other_growth(const Attempt& made) {
  constexpr double kOther = 0.3;  // pixels
  const double growth = measured_growth(made.scraps, aligned_pairs(*made.layout));
  if (std::abs(growth - made.scraps.growth) < kOther) return std::nullopt;
  return growth;
}

std::unique_ptr<Attempt> begin_attempt(Scraps supposed, const AttemptInput& input, const TornControl& control) {
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

bool is_large(const Scraps& scraps) {
  constexpr int kMany = 100;
  return scraps.size() > kMany;
}

std::unique_ptr<Attempt> attempt(Scraps supposed, const AttemptInput& input, const TornControl& control) {
  auto result = begin_attempt(std::move(supposed), input, control);
  const SeamMatcher* const learned = network_for(result->scraps, input.learned);
  if (is_large(result->scraps) && !result->settled && !control.should_stop()) {
    const std::optional<double> growth = other_growth(*result);
    auto again = growth ? begin_attempt(at_growth(result->scraps, *growth), input, control) : nullptr;
    if (again != nullptr && !control.should_stop()) result = std::move(again);
  }
  if (result->settled) {
    if (learned != nullptr) look_twice(input, control, *result);
  } else if (is_large(result->scraps)) {
    assemble_by_groups(input, learned, control, *result);
  } else {
    if (learned != nullptr) look_twice(input, control, *result);
    join_groups(input, learned, control, *result);
  }
  return result;
}

}  // namespace solve_puzzle
