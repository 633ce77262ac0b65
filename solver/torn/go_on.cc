// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/go_on.h"

#include <memory>
#include <utility>

#include "solver/torn/attempt_options.h"
#include "solver/torn/give_way.h"
#include "solver/torn/group_joins.h"
#include "solver/torn/hole_joins.h"
#include "solver/torn/part_doubtful.h"
#include "solver/torn/refine_layout.h"
#include "solver/torn/rivals.h"
#include "solver/torn/seam_judge.h"

namespace solve_puzzle {
namespace {

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

enum class Offered { kFound, kAll };  ///< joins that may be made

/// Goes on from the layout with what was found, and, where that is wanted, with all else.
void go_on(const AttemptInput& input, const SeamMatcher* learned, const TornControl& control,
           const std::vector<JoinCandidate>& found, Offered offered, int most_rounds, Attempt& made) {
  const std::size_t num_before = made.joins.size();
  auto judge = learn_of(found, learned, control, made);
  if (judge == nullptr) return;
  AssembleTornOptions how = assemble_options(made.scraps, *judge, input.options, control);
  how.most_rounds = most_rounds;
  const auto first = made.joins.begin() + static_cast<std::ptrdiff_t>(offered == Offered::kAll ? 0 : num_before);
  Layout layout = assemble_torn(*judge, Layout(*judge, places_of(*made.layout)), {first, made.joins.end()}, how);
  if (control.should_stop()) return;  // the layout before is whole
  made.layout.emplace(std::move(layout));
  made.judge = std::move(judge);
}

}  // namespace

Layout assemble(const ContactJudge& judge, const Attempt& made, const AssembleTornOptions& how) {
  return made.settled ? assemble_pinned_torn(judge, made.joins, *made.settled, how)
                      : assemble_torn(judge, made.joins, how);
}

void join_groups(const AttemptInput& input, const TornControl& control, Attempt& made) {
  const SeamMatcher* const learned = network_for(made.scraps, input.learned);
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
    go_on(input, learned, control, found, Offered::kFound, 0, made);
    if (control.should_stop()) return;
    const AssembleTornOptions how = assemble_options(made.scraps, *made.judge, input.options, control);
    join_giving_way(made.scraps, *made.judge, found,
                    {.least_gain = how.grow.least_gain, .should_stop = control.should_stop}, *made.layout);
    part_doubtful(*made.layout, how.grow);
    if (num_groups(*made.layout) >= before) return;
  }
}

void fill_holes(const AttemptInput& input, const TornControl& control, Attempt& made) {
  const SeamMatcher* const learned = network_for(made.scraps, input.learned);
  constexpr int kMostRounds = 2;
  for (int round = 0; round < kMostRounds; ++round) {
    const int before = num_groups(*made.layout);
    if (before < 2 || before == made.scraps.size() || control.should_stop()) return;
    refine_layout(made.scraps, *made.layout);
    const std::vector<JoinCandidate> found =
        joins_into_holes(made.scraps, *made.judge, *made.layout, control.should_stop);
    if (control.should_stop()) return;
    go_on(input, learned, control, found, Offered::kAll, 0, made);
    if (num_groups(*made.layout) >= before) return;
  }
}

void look_twice(const AttemptInput& input, const TornControl& control, Attempt& made) {
  constexpr int kShort = 10;
  if (control.should_stop() || !look_again(input, control, kShort, made) || control.should_stop()) return;
  look_again(input, control, AssembleTornOptions{}.most_rounds, made);
}

void assemble_by_groups(const AttemptInput& input, const TornControl& control, Attempt& made) {
  constexpr int kMostRounds = 5;
  join_groups(input, control, made);
  if (control.should_stop()) return;
  const SeamMatcher* const learned = network_for(made.scraps, input.learned);
  const auto unseen = learned != nullptr ? unseen_joins(*made.layout, *made.judge) : std::vector<JoinCandidate>{};
  go_on(input, learned, control, unseen, Offered::kAll, kMostRounds, made);
  join_groups(input, control, made);
}

}  // namespace solve_puzzle
