// SPDX-License-Identifier: Apache-2.0
// Fragments in groups with poses, what touches what, and the moves between layouts: merge, evict. No search.
#pragma once

#include <optional>
#include <vector>

#include "solver/torn/pair_judge.h"

namespace solve_puzzle {

/// Two groups laid together, and what that would be worth.
struct Merge {
  int target = -1;  ///< groups
  int moving = -1;
  Pose target_from_moving;
  double gain = 0;  ///< evidence of all new contacts, less what evicted pieces lose
  double best_join = 0;
  int num_joins = 0;         ///< contacts that speak for the merge
  std::vector<int> evicted;  ///< pieces that stand in the way
};

/// Where a piece lies.
struct TornPlace {
  int group = -1;  ///< -1: alone
  Pose group_from_piece;
};

/// Every piece belongs to one group, at first alone. Copyable: a search keeps the best.
class Layout {
 public:
  explicit Layout(const PairJudge& judge);
  /// Lays pieces where they belong; groups may have any numbers, and hang together or not. Shapes: a place per piece.
  Layout(const PairJudge& judge, const std::vector<TornPlace>& places);

  struct Neighbour {
    int piece = -1;
    Verdict verdict;
  };

  int num_pieces() const { return static_cast<int>(poses_.size()); }
  int group_of(int piece) const { return group_of_[static_cast<std::size_t>(piece)]; }
  const std::vector<int>& members(int group) const { return members_[static_cast<std::size_t>(group)]; }
  int num_groups() const { return static_cast<int>(members_.size()); }                   ///< some are empty
  const Pose& pose(int piece) const { return poses_[static_cast<std::size_t>(piece)]; }  ///< group_from_piece
  const std::vector<Neighbour>& neighbours(int piece) const { return neighbours_[static_cast<std::size_t>(piece)]; }
  /// Changes whenever a group does.
  int version(int group) const { return versions_[static_cast<std::size_t>(group)]; }

  /// The objective: the evidence of all contacts.
  double score() const;
  /// The evidence of the contacts of one piece.
  double support(int piece) const;

  /// What it would be worth to lay two groups together as a join says. Nothing when the join's own pieces would have
  /// to go, or are in one group already.
  std::optional<Merge> plan(const JoinCandidate& join) const;
  /// The pieces of two groups that are near enough to touch when the groups lie like this.
  std::vector<PosedPair> near_pairs(int target, int moving, const Pose& target_from_moving) const;
  void apply(const Merge& merge);
  /// Makes a piece a group of its own; what it alone held together falls apart.
  void evict(int piece);
  /// Cuts a contact's group in two where nothing but that contact holds it together.
  void split_groups();
  /// Moves every piece of the group where all its neighbours want it, in turn.
  void polish(int group, int num_sweeps);
  void set_pose(int piece, const Pose& group_from_piece) { poses_[static_cast<std::size_t>(piece)] = group_from_piece; }
  /// Judges all contacts of a group again, after poses moved.
  void judge_again(int group);
  /// Forgets a contact: it counts no more.
  void drop_contact(int a, int b);

 private:
  struct NewContact {
    int a, b;
    Verdict verdict;
  };
  bool is_collision(int a, int b, const Verdict& verdict) const;
  bool may_touch(int a, int b, const Pose& a_from_b) const;
  bool is_hopeless(const JoinCandidate& join, const std::vector<PosedPair>& pairs,
                   const Pose& target_from_moving) const;
  std::vector<NewContact> contacts_between(int target, int moving, const Pose& target_from_moving) const;
  void add_contact(int a, int b, const Verdict& verdict);
  void separate(int piece);
  void split(int group);
  int empty_group();

  const PairJudge* judge_;
  std::vector<Pose> poses_;
  std::vector<int> group_of_;
  std::vector<std::vector<int>> members_;
  std::vector<std::vector<Neighbour>> neighbours_;
  std::vector<int> versions_;
  int clock_ = 0;
};

}  // namespace solve_puzzle
