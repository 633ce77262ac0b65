// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/layout.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace solve_puzzle {
namespace {

constexpr double kMostOverlap = 0.012;  // of the smaller piece's area: more is a collision
constexpr int kSettleRounds = 6;

template <class T>
void erase_value(std::vector<T>& values, const T& value) {
  values.erase(std::remove(values.begin(), values.end(), value), values.end());
}

bool contains(const std::vector<int>& values, int value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

Layout::Layout(const PairJudge& judge) : judge_(&judge) {
  const auto n = judge.sizes().size();
  poses_.resize(n);
  neighbours_.resize(n);
  versions_.resize(n);
  for (int i = 0; i < static_cast<int>(n); ++i) {
    group_of_.push_back(i);
    members_.push_back({i});
  }
}

Layout::Layout(const PairJudge& judge, const std::vector<TornPlace>& places) : Layout(judge) {
  std::map<int, int> home;  // of a group: where its first piece was alone
  for (int piece = 0; piece < num_pieces(); ++piece) {
    const TornPlace& place = places[static_cast<std::size_t>(piece)];
    poses_[piece] = place.group_from_piece;
    if (place.group < 0) continue;
    group_of_[piece] = home.emplace(place.group, piece).first->second;
    if (group_of_[piece] == piece) continue;
    members_[piece].clear();
    members_[group_of_[piece]].push_back(piece);
  }
  for (int group = 0; group < num_groups(); ++group) judge_again(group);
}

double Layout::score() const {
  double sum = 0;
  for (int piece = 0; piece < num_pieces(); ++piece) sum += support(piece);
  return sum / 2;
}

double Layout::support(int piece) const {
  double sum = 0;
  for (const Neighbour& neighbour : neighbours(piece)) sum += neighbour.verdict.evidence;
  return sum;
}

bool Layout::is_collision(int a, int b, const Verdict& verdict) const {
  const auto& sizes = judge_->sizes();
  return verdict.overlap > kMostOverlap * std::min(sizes[a].area, sizes[b].area);
}

bool Layout::may_touch(int a, int b, const Pose& a_from_b) const {
  return solve_puzzle::may_touch(judge_->sizes()[a], judge_->sizes()[b], a_from_b);
}

std::vector<PosedPair> Layout::near_pairs(int target, int moving, const Pose& target_from_moving) const {
  const auto& sizes = judge_->sizes();
  std::vector<cv::Point2d> places;  // of the moving group's centres
  for (const int b : members(moving)) places.push_back(target_from_moving * pose(b) * sizes[b].centre);
  std::vector<PosedPair> pairs;
  for (const int a : members(target)) {
    const cv::Point2d centre = pose(a) * sizes[a].centre;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const int b = members(moving)[i];
      if (solve_puzzle::may_touch(sizes[a], sizes[b], places[i] - centre)) pairs.push_back({a, pose(a), b, pose(b)});
    }
  }
  return pairs;
}

/// Settling moves groups by some pixels: pieces that lie on top of each other would have to go, whatever it finds.
bool Layout::is_hopeless(const JoinCandidate& join, const std::vector<PosedPair>& pairs,
                         const Pose& target_from_moving) const {
  constexpr double kOnTop = 0.4;      // of the sum of two discs' radii; long pieces lie side by side at half of it
  constexpr double kMostOnTop = 0.3;  // of the smaller group's pieces
  const auto& sizes = judge_->sizes();
  std::vector<int> in_the_way;
  for (const PosedPair& pair : pairs) {
    const cv::Point2d between =
        target_from_moving * pair.moving_from_b * sizes[pair.b].centre - pair.target_from_a * sizes[pair.a].centre;
    const double most = kOnTop * (std::sqrt(sizes[pair.a].area) + std::sqrt(sizes[pair.b].area)) / std::sqrt(CV_PI);
    if (between.dot(between) > most * most) continue;
    const int weaker = support(pair.a) < support(pair.b) ? pair.a : pair.b;
    if (weaker == join.a || weaker == join.b) return true;
    if (!contains(in_the_way, weaker)) in_the_way.push_back(weaker);
  }
  const auto smaller = std::min(members(group_of(join.a)).size(), members(group_of(join.b)).size());
  return static_cast<double>(in_the_way.size()) > 1 + kMostOnTop * static_cast<double>(smaller);
}

std::vector<Layout::NewContact> Layout::contacts_between(int target, int moving, const Pose& target_from_moving) const {
  std::vector<NewContact> contacts;
  for (const PosedPair& pair : near_pairs(target, moving, target_from_moving)) {
    const Verdict verdict =
        judge_->judge(pair.a, pair.b, inverse(pair.target_from_a) * target_from_moving * pair.moving_from_b);
    if (verdict.touches) contacts.push_back({pair.a, pair.b, verdict});
  }
  return contacts;
}

std::optional<Merge> Layout::plan(const JoinCandidate& join) const {
  Merge merge{.target = group_of(join.a), .moving = group_of(join.b)};
  if (merge.target == merge.moving) return std::nullopt;
  merge.target_from_moving = pose(join.a) * join.a_from_b * inverse(pose(join.b));
  if (members(merge.moving).size() > members(merge.target).size()) {
    std::swap(merge.target, merge.moving);
    merge.target_from_moving = inverse(merge.target_from_moving);
  }
  const bool is_pair = members(merge.target).size() == 1;  // aligned already
  if (!is_pair) {
    const std::vector<PosedPair> pairs = near_pairs(merge.target, merge.moving, merge.target_from_moving);
    if (is_hopeless(join, pairs, merge.target_from_moving)) return std::nullopt;
    merge.target_from_moving = judge_->settle(pairs, merge.target_from_moving, kSettleRounds);
  }
  const std::vector<NewContact> contacts = contacts_between(merge.target, merge.moving, merge.target_from_moving);
  for (const NewContact& contact : contacts) {
    if (!is_collision(contact.a, contact.b, contact.verdict)) continue;
    if (contains(merge.evicted, contact.a) || contains(merge.evicted, contact.b)) continue;
    const int weaker = support(contact.a) < support(contact.b) ? contact.a : contact.b;
    if (weaker == join.a || weaker == join.b) return std::nullopt;
    merge.evicted.push_back(weaker);
  }
  for (const NewContact& contact : contacts) {
    if (contains(merge.evicted, contact.a) || contains(merge.evicted, contact.b)) continue;
    merge.gain += contact.verdict.evidence;
    merge.num_joins += contact.verdict.evidence > 0 ? 1 : 0;
    merge.best_join = std::max(merge.best_join, contact.verdict.evidence);
  }
  for (const int piece : merge.evicted) merge.gain -= std::max(0.0, support(piece));
  return merge;
}

void Layout::apply(const Merge& merge) {
  // Evicted pieces leave first; what falls apart with them keeps its frame and is judged with the rest below.
  for (const int piece : merge.evicted) separate(piece);
  for (const NewContact& contact : contacts_between(merge.target, merge.moving, merge.target_from_moving)) {
    add_contact(contact.a, contact.b, contact.verdict);
  }
  for (const int piece : members(merge.moving)) {
    poses_[piece] = merge.target_from_moving * poses_[piece];
    group_of_[piece] = merge.target;
    members_[merge.target].push_back(piece);
  }
  members_[merge.moving].clear();
  std::sort(members_[merge.target].begin(), members_[merge.target].end());
  versions_[merge.target] = ++clock_;
  versions_[merge.moving] = clock_;
  split(merge.target);
}

void Layout::evict(int piece) {
  const int group = group_of(piece);
  separate(piece);
  split(group);
}

void Layout::split_groups() {
  for (int group = 0; group < num_groups(); ++group) split(group);
}

void Layout::polish(int group, int num_sweeps) {
  for (int sweep = 0; sweep < num_sweeps; ++sweep) {
    for (const int piece : members(group)) {
      std::vector<PosedPair> pairs;
      for (const Neighbour& other : neighbours(piece)) {
        if (other.verdict.evidence > 0) pairs.push_back({other.piece, pose(other.piece), piece, Pose{}});
      }
      if (!pairs.empty()) poses_[piece] = judge_->settle(pairs, poses_[piece], 1);
    }
  }
}

void Layout::judge_again(int group) {
  for (const int piece : members(group)) neighbours_[piece].clear();
  const std::vector<int>& pieces = members(group);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    for (std::size_t k = i + 1; k < pieces.size(); ++k) {
      const Pose a_from_b = inverse(pose(pieces[i])) * pose(pieces[k]);
      if (!may_touch(pieces[i], pieces[k], a_from_b)) continue;
      const Verdict verdict = judge_->judge(pieces[i], pieces[k], a_from_b);
      if (verdict.touches) add_contact(pieces[i], pieces[k], verdict);
    }
  }
  versions_[group] = ++clock_;
}

void Layout::drop_contact(int a, int b) {
  const auto drop = [&](int from, int other) {
    std::erase_if(neighbours_[from], [other](const Neighbour& n) { return n.piece == other; });
  };
  drop(a, b);
  drop(b, a);
}

void Layout::add_contact(int a, int b, const Verdict& verdict) {
  neighbours_[a].push_back({b, verdict});
  neighbours_[b].push_back({a, verdict});
}

void Layout::separate(int piece) {
  const int group = group_of(piece);
  if (members(group).size() == 1) return;
  const std::vector<Neighbour> lost = neighbours_[piece];
  for (const Neighbour& neighbour : lost) drop_contact(piece, neighbour.piece);
  erase_value(members_[group], piece);
  const int alone = empty_group();
  members_[alone] = {piece};
  group_of_[piece] = alone;
  poses_[piece] = Pose{};
  versions_[group] = ++clock_;
  versions_[alone] = clock_;
}

/// Groups hang together by contacts that speak for them.
void Layout::split(int group) {
  std::vector<int> left = members(group);
  bool is_first = true;
  while (!left.empty()) {
    std::vector<int> part = {left.front()};
    left.erase(left.begin());
    for (std::size_t i = 0; i < part.size(); ++i) {
      for (const Neighbour& neighbour : neighbours(part[i])) {
        if (neighbour.verdict.evidence <= 0 || !contains(left, neighbour.piece)) continue;
        part.push_back(neighbour.piece);
        erase_value(left, neighbour.piece);
      }
    }
    if (is_first && left.empty()) return;
    std::sort(part.begin(), part.end());
    const int home = is_first ? group : empty_group();
    is_first = false;
    for (const int piece : part) group_of_[piece] = home;
    members_[home] = part;
    versions_[home] = ++clock_;
  }
  // Contacts that spoke against a join of two parts are none any more.
  for (int piece = 0; piece < num_pieces(); ++piece) {
    std::erase_if(neighbours_[piece], [&](const Neighbour& n) { return group_of(n.piece) != group_of(piece); });
  }
}

int Layout::empty_group() {
  for (int group = 0; group < num_groups(); ++group) {
    if (members(group).empty()) return group;
  }
  members_.emplace_back();
  versions_.push_back(0);
  return num_groups() - 1;
}

}  // namespace solve_puzzle
