// SPDX-License-Identifier: Apache-2.0
#include "puzzles/accuracy_joins.h"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <iterator>

#include "puzzles/components.h"
#include "puzzles/error.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

/// Piece `second` lies in `direction` of piece `first`, both turned as said in one frame.
struct Join {
  int first = 0;
  int first_turns = 0;
  int second = 0;
  int second_turns = 0;
  int direction = kRight;
};

/// What one sees of a join. Equal for joins that nobody can tell apart.
struct SeenJoin {
  int direction = kRight;
  int first = 0;
  int second = 0;
  friend auto operator<=>(const SeenJoin&, const SeenJoin&) = default;
};

/// Looks at a join from where its direction is to the right or to the bottom.
SeenJoin seen_upright(const Boards& boards, const Join& join) {
  const int first = shown(boards.contents[join.first], join.first_turns);
  const int second = shown(boards.contents[join.second], join.second_turns);
  if (join.direction == kRight || join.direction == kBottom) return {join.direction, first, second};
  return {opposite(join.direction), second, first};
}

/// Where pieces may turn, a pair looks the same from all four sides: the smaller of its two horizontal views stands for
/// it.
SeenJoin seen(const Boards& boards, Join join) {
  if (!boards.may_turn) return seen_upright(boards, join);
  const int to_the_right = join.direction - kRight;
  join = {join.first, join.first_turns + to_the_right, join.second, join.second_turns + to_the_right, kRight};
  const Join half_turned = {join.first, join.first_turns + 2, join.second, join.second_turns + 2, kLeft};
  return std::min(seen_upright(boards, join), seen_upright(boards, half_turned));
}

/// Gives all joins of a board, each once.
std::vector<Join> joins_of(const std::vector<Place>& places, const CellIndex& cells) {
  std::vector<Join> joins;
  for (int i = 0; i < static_cast<int>(places.size()); ++i) {
    if (places[i].group < 0) continue;
    for (const int direction : {kRight, kBottom}) {
      const int j = cells.piece_at(places[i].group, places[i].cell + cell_step(direction));
      if (j >= 0) joins.push_back({i, places[i].quarter_turns, j, places[j].quarter_turns, direction});
    }
  }
  return joins;
}

std::vector<SeenJoin> sorted_views(const Boards& boards, const std::vector<Join>& joins) {
  std::vector<SeenJoin> views;
  for (const Join& join : joins) views.push_back(seen(boards, join));
  std::sort(views.begin(), views.end());
  return views;
}

/// Counts with multiplicity. Both must be sorted.
int num_common(const std::vector<SeenJoin>& a, const std::vector<SeenJoin>& b) {
  std::vector<SeenJoin> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return static_cast<int>(common.size());
}

/// Tells whether the answer makes a true join: same group, same relative place and turn; turned as a pair only where
/// pieces may turn.
bool is_made(const Boards& boards, const Join& join) {
  const Place& first = boards.answer[join.first];
  const Place& second = boards.answer[join.second];
  if (first.group < 0 || first.group != second.group) return false;
  const int turns = (join.first_turns - first.quarter_turns) & 3;
  if (turns != 0 && !boards.may_turn) return false;
  return ((join.second_turns - second.quarter_turns) & 3) == turns &&
         turned(second.cell - first.cell, turns) == cell_step(join.direction);
}

/// Gives a match as a join in the frame of piece a's picture.
Join join_of(const Boards& boards, const Match& match) {
  const int num_pieces = static_cast<int>(boards.piece_of_answer.size());
  const auto is_piece = [&](int piece) { return piece >= 0 && piece < num_pieces; };
  const auto is_side = [](int side) { return side >= 0 && side < 4; };
  if (!is_piece(match.piece_a) || !is_piece(match.piece_b) || !is_side(match.side_a) || !is_side(match.side_b)) {
    throw Error(
        fmt::format("answer: a match joins side {} of piece number {} to side {} of piece number {}, but there are {} "
                    "pieces of 4 sides, counted from 0",
                    match.side_a, match.piece_a, match.side_b, match.piece_b, num_pieces));
  }
  const int second_turns = (match.side_b - opposite(match.side_a)) & 3;
  return {boards.piece_of_answer[match.piece_a], 0, boards.piece_of_answer[match.piece_b], second_turns, match.side_a};
}

bool is_true(const Boards& boards, const Join& join) {
  const Place& first = boards.truth[join.first];
  const Place& second = boards.truth[join.second];
  return first.group == second.group &&
         ((first.quarter_turns - join.first_turns) & 3) == ((second.quarter_turns - join.second_turns) & 3) &&
         turned(cell_step(join.direction), first.quarter_turns - join.first_turns) == second.cell - first.cell;
}

struct ListedJoin {
  Join join;
  double probability = 0;
};

/// Gives the matches that `counts`, each pair of sides once: the first that is listed.
std::vector<ListedJoin> listed_joins(const Boards& boards, const std::vector<Match>& matches,
                                     bool (*counts)(const Match&)) {
  std::vector<std::pair<std::pair<int, int>, ListedJoin>> joins;
  for (const Match& match : matches) {
    if (!counts(match)) continue;
    const Join join = join_of(boards, match);
    const int side_a = join.first * 4 + match.side_a;
    const int side_b = join.second * 4 + match.side_b;
    joins.push_back({std::minmax({side_a, side_b}), {join, match.probability}});
  }
  const auto by_sides = [](const auto& a, const auto& b) { return a.first < b.first; };
  const auto same_sides = [](const auto& a, const auto& b) { return a.first == b.first; };
  std::stable_sort(joins.begin(), joins.end(), by_sides);
  joins.erase(std::unique(joins.begin(), joins.end(), same_sides), joins.end());
  std::vector<ListedJoin> result;
  for (const auto& [sides, join] : joins) result.push_back(join);
  return result;
}

std::vector<SeenJoin> true_views(const Boards& boards) {
  return sorted_views(boards, joins_of(boards.truth, boards.truth_cells));
}

}  // namespace

JoinCount count_joins(const Boards& boards) {
  const std::vector<Join> true_joins = joins_of(boards.truth, boards.truth_cells);
  const std::vector<SeenJoin> seen_in_answer = sorted_views(boards, joins_of(boards.answer, boards.answer_cells));
  JoinCount count;
  count.num_true = static_cast<int>(true_joins.size());
  count.made_fair = num_common(sorted_views(boards, true_joins), seen_in_answer);
  Components components(boards.num_pieces());
  std::vector<std::vector<Join>> by_picture(boards.num_pictures);
  for (const Join& join : true_joins) {
    by_picture[boards.truth[join.first].group].push_back(join);
    if (!is_made(boards, join)) continue;
    ++count.made;
    components.join(join.first, join.second);
  }
  for (const std::vector<Join>& joins : by_picture) {
    count.picture_true.push_back(static_cast<int>(joins.size()));
    count.picture_made_fair.push_back(num_common(sorted_views(boards, joins), seen_in_answer));
  }
  for (int i = 0; i < boards.num_pieces(); ++i) {
    if (boards.answer[i].group >= 0) count.largest_component = std::max(count.largest_component, components.size_of(i));
  }
  return count;
}

AcceptedCount count_accepted(const Boards& boards, const std::vector<Match>& matches) {
  std::vector<Join> joins;
  for (const ListedJoin& listed : listed_joins(boards, matches, [](const Match& match) { return match.accepted; })) {
    joins.push_back(listed.join);
  }
  AcceptedCount count;
  count.num_accepted = static_cast<int>(joins.size());
  for (const Join& join : joins) count.right += is_true(boards, join);
  count.right_fair = num_common(true_views(boards), sorted_views(boards, joins));
  return count;
}

Calibration calibrate_joins(const Boards& boards, const std::vector<Match>& matches) {
  const std::vector<SeenJoin> views = true_views(boards);
  Calibration calibration;
  for (const ListedJoin& listed : listed_joins(boards, matches, [](const Match& match) { return !match.is_pinned; })) {
    calibration.add(listed.probability, std::binary_search(views.begin(), views.end(), seen(boards, listed.join)));
  }
  return calibration;
}

}  // namespace solve_puzzle
