// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/find_errors.h"

#include <array>
#include <map>
#include <set>
#include <tuple>

#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

/// What one sees of two neighbours: the direction from the first to the second, and what both show.
using SeenPair = std::array<int, 3>;

/// A way to lay a group of the answer over a picture: picture, turns, shift.
using Frame = std::tuple<int, int, Cell>;

// Every true pair, from both sides and as it looks after every turn that the whole may have.
std::set<SeenPair> true_pairs(const Boards& boards) {
  std::set<SeenPair> pairs;
  for (int i = 0; i < boards.num_pieces(); ++i) {
    const Place& place = boards.truth[i];
    for (int direction = 0; direction < 4; ++direction) {
      const int j = boards.truth_cells.piece_at(place.group, place.cell + cell_step(direction));
      if (j < 0) continue;
      for (int turns = 0; turns < (boards.may_turn ? 4 : 1); ++turns) {
        pairs.insert({direction_of(direction, turns), shown(boards.contents[i], place.quarter_turns + turns),
                      shown(boards.contents[j], boards.truth[j].quarter_turns + turns)});
      }
    }
  }
  return pairs;
}

std::vector<WrongJoin> wrong_joins(const Boards& boards) {
  const std::set<SeenPair> right = true_pairs(boards);
  std::vector<WrongJoin> wrong;
  for (int i = 0; i < boards.num_pieces(); ++i) {
    const Place& place = boards.answer[i];
    if (place.group < 0) continue;
    for (const int direction : {kRight, kBottom}) {
      const int j = boards.answer_cells.piece_at(place.group, place.cell + cell_step(direction));
      if (j < 0) continue;
      const SeenPair pair = {direction, shown(boards.contents[i], place.quarter_turns),
                             shown(boards.contents[j], boards.answer[j].quarter_turns)};
      if (!right.contains(pair)) wrong.push_back({i, j, direction});
    }
  }
  return wrong;
}

// Every placed piece votes for the frame in which it stands right; the frame with most votes wins, the first of equals.
std::vector<Frame> best_frames(const Boards& boards) {
  std::vector<std::map<Frame, int>> votes(boards.num_groups);
  for (int i = 0; i < boards.num_pieces(); ++i) {
    const Place& from = boards.answer[i];
    const Place& to = boards.truth[i];
    if (from.group < 0) continue;
    const int turns = (to.quarter_turns - from.quarter_turns) & 3;
    ++votes[from.group][{to.group, turns, to.cell - turned(from.cell, turns)}];
  }
  std::vector<Frame> best(boards.num_groups);
  for (int g = 0; g < boards.num_groups; ++g) {
    int most = 0;
    for (const auto& [frame, count] : votes[g]) {
      if (count > most) std::tie(most, best[g]) = std::pair(count, frame);
    }
  }
  return best;
}

bool stands_right(const Boards& boards, int i, const Frame& frame) {
  const auto& [picture, turns, shift] = frame;
  const Place& place = boards.answer[i];
  const int j = boards.truth_cells.piece_at(picture, turned(place.cell, turns) + shift);
  return j >= 0 && shown(boards.contents[i], place.quarter_turns + turns) ==
                       shown(boards.contents[j], boards.truth[j].quarter_turns);
}

}  // namespace

AnswerErrors find_errors(const Boards& boards) {
  const std::vector<Frame> frames = best_frames(boards);
  AnswerErrors errors = {std::vector<char>(boards.num_pieces(), 0), wrong_joins(boards)};
  for (int i = 0; i < boards.num_pieces(); ++i) {
    const int group = boards.answer[i].group;
    if (group >= 0) errors.is_wrong_piece[i] = !stands_right(boards, i, frames[group]);
  }
  return errors;
}

}  // namespace solve_puzzle
