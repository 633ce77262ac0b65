// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/give_way.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "puzzles/parallel.h"
#include "solver/torn/contact.h"
#include "solver/torn/refine_layout.h"

namespace solve_puzzle {
namespace {

/// Two groups, how they lie to each other, and what touches then.
struct Encounter {
  int target = -1, moving = -1;  // groups
  Pose target_from_moving;
  std::vector<HeldPair> pairs;
  double length = 0;   // of all seams between them, pixels
  double overlap = 0;  // square pixels
};

/// Lays the two groups of a join against each other, along all that touches.
Encounter meet(const Scraps& scraps, const PairJudge& judge, const Layout& layout, const JoinCandidate& join) {
  constexpr int kSettleRounds = 6;
  Encounter encounter{.target = layout.group_of(join.a), .moving = layout.group_of(join.b)};
  encounter.target_from_moving = layout.pose(join.a) * join.a_from_b * inverse(layout.pose(join.b));
  if (encounter.target > encounter.moving) {
    std::swap(encounter.target, encounter.moving);
    encounter.target_from_moving = inverse(encounter.target_from_moving);
  }
  const std::vector<PosedPair> near =
      layout.near_pairs(encounter.target, encounter.moving, encounter.target_from_moving);
  encounter.target_from_moving = judge.settle(near, encounter.target_from_moving, kSettleRounds);
  for (const PosedPair& pair : near) {
    const Pose a_from_b = inverse(pair.target_from_a) * encounter.target_from_moving * pair.moving_from_b;
    const double length = touching_length(scraps, pair.a, pair.b, a_from_b);
    encounter.overlap += judge.judge(pair.a, pair.b, a_from_b).overlap;
    if (length <= 0) continue;
    encounter.pairs.push_back({pair.a, pair.b});
    encounter.length += length;
  }
  return encounter;
}

/// Of any two groups the encounter along the longest seam, longest first.
std::vector<Encounter> longest_encounters(const Scraps& scraps, const PairJudge& judge, const Layout& layout,
                                          const std::vector<JoinCandidate>& joins) {
  std::vector<Encounter> all(joins.size());
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    const JoinCandidate& join = joins[static_cast<std::size_t>(i)];
    if (layout.group_of(join.a) == layout.group_of(join.b)) return;
    all[static_cast<std::size_t>(i)] = meet(scraps, judge, layout, join);
  });
  std::map<std::pair<int, int>, Encounter> longest;
  const double most_depth = touching_distance(scraps) / 2;
  for (Encounter& each : all) {
    if (each.length <= 0 || each.overlap > most_depth * each.length) continue;  // on top of each other
    Encounter& best = longest[{each.target, each.moving}];
    if (each.length > best.length) best = std::move(each);
  }
  std::vector<Encounter> result;
  for (auto& [groups, encounter] : longest) result.push_back(std::move(encounter));
  std::stable_sort(result.begin(), result.end(), [](auto& p, auto& q) { return p.length > q.length; });
  return result;
}

Layout joined(const Scraps& scraps, const PairJudge& judge, const Layout& layout, const Encounter& encounter) {
  std::vector<HeldPair> held = encounter.pairs;
  for (const int group : {encounter.target, encounter.moving}) {
    const std::vector<HeldPair> own = held_pairs(layout, group);
    held.insert(held.end(), own.begin(), own.end());
  }
  std::vector<Pose> poses;
  for (int piece = 0; piece < layout.num_pieces(); ++piece) {
    const bool moves = layout.group_of(piece) == encounter.moving;
    poses.push_back(moves ? encounter.target_from_moving * layout.pose(piece) : layout.pose(piece));
  }
  refine_group(scraps, held, poses);
  std::vector<TornPlace> places;
  for (int piece = 0; piece < layout.num_pieces(); ++piece) {
    const int group = layout.group_of(piece);
    places.push_back({group == encounter.moving ? encounter.target : group, poses[static_cast<std::size_t>(piece)]});
  }
  Layout result(judge, places);
  result.split_groups();
  return result;
}

}  // namespace

void join_giving_way(const Scraps& scraps, const PairJudge& judge, const std::vector<JoinCandidate>& joins,
                     const GiveWayOptions& options, Layout& layout) {
  constexpr double kLeastLength = 2;  // usual diameters: what fits by chance is shorter
  constexpr int kMostRefused = 12;    // each has moved all pieces of two groups
  const double least_length = kLeastLength * scraps.diameter;
  std::set<std::pair<int, int>> refused;  // groups
  for (bool has_joined = true; has_joined;) {
    has_joined = false;
    for (const Encounter& each : longest_encounters(scraps, judge, layout, joins)) {
      if (each.length < least_length || std::ssize(refused) >= kMostRefused || options.should_stop()) return;
      if (refused.contains({each.target, each.moving})) continue;
      Layout next = joined(scraps, judge, layout, each);
      has_joined = next.score() >= layout.score() + options.least_gain;
      if (has_joined) {
        layout = std::move(next);
        break;
      }
      refused.emplace(each.target, each.moving);
    }
  }
}

}  // namespace solve_puzzle
