// SPDX-License-Identifier: Apache-2.0
#include "puzzles/accuracy.h"

#include <algorithm>
#include <set>
#include <vector>

#include "puzzles/accuracy_joins.h"
#include "puzzles/accuracy_places.h"
#include "puzzles/accuracy_torn.h"
#include "puzzles/boards.h"

namespace solve_puzzle {
namespace {

constexpr double kLargeGroup = 0.05;  ///< share of the pieces above which a group counts as a picture

/// Of nothing, all is right.
double share(int part, int whole) { return whole > 0 ? static_cast<double>(part) / whole : 1.0; }

PictureCount sum(const std::vector<PictureCount>& pictures) {
  PictureCount total;
  for (const PictureCount& picture : pictures) {
    total.num_pieces += picture.num_pieces;
    total.right += picture.right;
    total.right_fair += picture.right_fair;
  }
  return total;
}

/// Tells whether no two pictures share a group of the answer.
bool are_apart(const std::vector<PictureCount>& pictures) {
  std::set<int> groups;
  for (const PictureCount& picture : pictures) groups.insert(picture.group);
  return groups.size() == pictures.size();
}

double worst_share(const std::vector<int>& parts, const std::vector<int>& wholes) {
  double worst = 1.0;
  for (std::size_t i = 0; i < parts.size(); ++i) worst = std::min(worst, share(parts[i], wholes[i]));
  return worst;
}

int num_placed(const Boards& boards) {
  return static_cast<int>(
      std::count_if(boards.answer.begin(), boards.answer.end(), [](const Place& place) { return place.group >= 0; }));
}

int num_large_groups(const Boards& boards) {
  std::vector<int> sizes(boards.num_groups, 0);
  for (const Place& place : boards.answer) {
    if (place.group >= 0) ++sizes[place.group];
  }
  return static_cast<int>(
      std::count_if(sizes.begin(), sizes.end(), [&](int size) { return size > kLargeGroup * boards.num_pieces(); }));
}

}  // namespace

Accuracy judge(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle) {
  if (truth.kind == Kind::kTorn) return judge_torn(answer, truth, puzzle);
  const Boards boards = lay_out(answer, truth, puzzle);
  const int n = boards.num_pieces();
  const std::vector<PictureCount> pictures = count_right_cells(boards);
  const PictureCount cells = sum(pictures);
  const JoinCount joins = count_joins(boards);
  const AcceptedCount accepted = count_accepted(boards, answer.matches);
  return {
      .num_pieces = n,
      .num_placed = num_placed(boards),
      .num_wrong_placed = count_wrong_placed(boards),
      .direct = share(cells.right, n),
      .neighbour = share(joins.made, joins.num_true),
      .largest_component = share(joins.largest_component, n),
      .perfect = are_apart(pictures) && cells.right == n,
      .direct_fair = share(cells.right_fair, n),
      .neighbour_fair = share(joins.made_fair, joins.num_true),
      .largest_component_fair = share(largest_fair_component(boards, joins.largest_component), n),
      .perfect_fair = are_apart(pictures) && cells.right_fair == n,
      .precision = share(accepted.right, accepted.num_accepted),
      .recall = share(accepted.right, joins.num_true),
      .precision_fair = share(accepted.right_fair, accepted.num_accepted),
      .num_accepted = accepted.num_accepted,
      .num_groups = num_large_groups(boards),
      .num_pictures = boards.num_pictures,
      .worst_picture_neighbour_fair = worst_share(joins.picture_made_fair, joins.picture_true),
      .calibration = calibrate_joins(boards, answer.matches),
  };
}

}  // namespace solve_puzzle
