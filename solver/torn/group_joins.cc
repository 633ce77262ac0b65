// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/group_joins.h"

#include <algorithm>
#include <utility>

#include "puzzles/parallel.h"
#include "solver/torn/contact.h"
#include "solver/torn/group_fragment.h"

namespace solve_puzzle {
namespace {

Scraps scraps_of_groups(const Scraps& scraps, const std::vector<FragmentGroup>& groups) {
  std::vector<Fragment> fragments(groups.size());
  parallel_for(0, std::ssize(groups), [&](std::ptrdiff_t i) {
    fragments[static_cast<std::size_t>(i)] = fragment_of_group(scraps, groups[static_cast<std::size_t>(i)]);
  });
  Scraps result = make_scraps(fragments, scraps.growth, scraps.step);
  result.wear = scraps.wear;
  result.gap_is_known = scraps.gap_is_known;
  return result;
}

/// The joins of groups that are among the best of one of the two.
std::vector<JoinCandidate> best_of_each(std::vector<JoinCandidate> joins, std::size_t num_groups) {
  constexpr int kMost = 12;
  std::stable_sort(joins.begin(), joins.end(), [](auto& p, auto& q) { return p.log_odds > q.log_odds; });
  std::vector<int> num_kept(num_groups, 0);
  std::vector<JoinCandidate> kept;
  for (const JoinCandidate& join : joins) {
    int& of_a = num_kept[static_cast<std::size_t>(join.a)];
    int& of_b = num_kept[static_cast<std::size_t>(join.b)];
    if (of_a >= kMost && of_b >= kMost) continue;
    ++of_a;
    ++of_b;
    kept.push_back(join);
  }
  return kept;
}

/// The pairs of pieces along which two groups touch most, as joins.
std::vector<JoinCandidate> piece_joins(const Scraps& scraps, const FragmentGroup& a, const FragmentGroup& b,
                                       const JoinCandidate& join) {
  constexpr std::size_t kMost = 6;
  std::vector<std::pair<double, JoinCandidate>> found;
  for (std::size_t i = 0; i < a.pieces.size(); ++i) {
    for (std::size_t k = 0; k < b.pieces.size(); ++k) {
      int first = a.pieces[i], second = b.pieces[k];
      Pose pose = inverse(a.group_from_piece[i]) * join.a_from_b * b.group_from_piece[k];
      if (first > second) {
        std::swap(first, second);
        pose = inverse(pose);
      }
      const Fragment& one = scraps.fragments[static_cast<std::size_t>(first)];
      const Fragment& other = scraps.fragments[static_cast<std::size_t>(second)];
      if (cv::norm(pose * other.centre - one.centre) > one.reach + other.reach + 2 * scraps.growth + 4) continue;
      const double length = touching_length(scraps, first, second, pose);
      if (length > 0) found.push_back({length, {first, second, pose, join.log_odds}});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](auto& p, auto& q) { return p.first > q.first; });
  if (found.size() > kMost) found.resize(kMost);
  std::vector<JoinCandidate> joins;
  for (const auto& each : found) joins.push_back(each.second);
  return joins;
}

}  // namespace

std::vector<JoinCandidate> joins_of_groups(const Scraps& scraps, const Layout& layout, CandidateOptions options) {
  const std::vector<FragmentGroup> groups = groups_of(layout);
  options.is_wanted = [&groups](int a, int b) {
    return groups[static_cast<std::size_t>(a)].pieces.size() + groups[static_cast<std::size_t>(b)].pieces.size() > 2;
  };
  const std::vector<JoinCandidate> wanted =
      best_of_each(find_candidates(scraps_of_groups(scraps, groups), options), groups.size());
  std::vector<std::vector<JoinCandidate>> parts(wanted.size());
  parallel_for(0, std::ssize(wanted), [&](std::ptrdiff_t at) {
    const JoinCandidate& join = wanted[static_cast<std::size_t>(at)];
    parts[static_cast<std::size_t>(at)] =
        piece_joins(scraps, groups[static_cast<std::size_t>(join.a)], groups[static_cast<std::size_t>(join.b)], join);
  });
  std::vector<JoinCandidate> joins;
  for (const auto& part : parts) joins.insert(joins.end(), part.begin(), part.end());
  return joins;
}

}  // namespace solve_puzzle
