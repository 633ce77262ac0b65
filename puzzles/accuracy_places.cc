// SPDX-License-Identifier: Apache-2.0
#include "puzzles/accuracy_places.h"

#include <algorithm>
#include <compare>
#include <map>

#include "puzzles/components.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {
namespace {

/// Equal tiles beyond this many do not vote for each other's cells: votes would grow with the square of their number.
constexpr std::size_t kMostVotingTwins = 8;
constexpr std::size_t kMostFrames = 8;

/// A way to lay an answer's group over a picture: true cell = turned(cell, turns) + shift.
struct Frame {
  int group = 0;
  int picture = 0;
  int turns = 0;
  Cell shift;
  friend auto operator<=>(const Frame&, const Frame&) = default;
};

struct Votes {
  Frame frame;
  int count = 0;
};

std::vector<Votes> counted(std::vector<Frame> frames) {
  std::sort(frames.begin(), frames.end());
  std::vector<Votes> votes;
  for (const Frame& frame : frames) {
    if (votes.empty() || votes.back().frame != frame) votes.push_back({frame, 0});
    ++votes.back().count;
  }
  return votes;
}

/// Gives the frame in which piece `i` of the answer stands where piece `j` of the truth does.
Frame frame_of(const Boards& boards, int i, int j, int turns) {
  const Place& from = boards.answer[i];
  const Place& to = boards.truth[j];
  return {from.group, to.group, turns, to.cell - turned(from.cell, turns)};
}

/// Every placed piece votes for the one frame that makes it right.
std::vector<Votes> strict_votes(const Boards& boards) {
  std::vector<Frame> frames;
  for (int i = 0; i < boards.num_pieces(); ++i) {
    if (boards.answer[i].group < 0) continue;
    const int turns = (boards.truth[i].quarter_turns - boards.answer[i].quarter_turns) & 3;
    if (turns == 0 || boards.may_turn) frames.push_back(frame_of(boards, i, i, turns));
  }
  return counted(std::move(frames));
}

bool shows(const Boards& boards, int i, int turns, int j) {
  return shown(boards.contents[i], boards.answer[i].quarter_turns + turns) ==
         shown(boards.contents[j], boards.truth[j].quarter_turns);
}

/// Every placed piece votes for the frames in which it shows what the truth shows there.
std::vector<Votes> fair_votes(const Boards& boards) {
  std::map<int, std::vector<int>> twins;
  for (int i = 0; i < boards.num_pieces(); ++i) twins[boards.contents[i].look].push_back(i);
  std::vector<Frame> frames;
  for (int i = 0; i < boards.num_pieces(); ++i) {
    if (boards.answer[i].group < 0) continue;
    const std::vector<int>& same = twins[boards.contents[i].look];
    const std::vector<int> alone = {i};
    for (const int j : same.size() <= kMostVotingTwins ? same : alone) {
      for (int turns = 0; turns < (boards.may_turn ? 4 : 1); ++turns) {
        if (shows(boards, i, turns, j)) frames.push_back(frame_of(boards, i, j, turns));
      }
    }
  }
  return counted(std::move(frames));
}

std::vector<std::vector<int>> pieces_by_group(const std::vector<Place>& places, int num_groups) {
  std::vector<std::vector<int>> pieces(num_groups);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].group >= 0) pieces[places[i].group].push_back(static_cast<int>(i));
  }
  return pieces;
}

/// Gives the top-left corner of the box around some pieces after turning it.
Cell corner(const std::vector<Place>& places, const std::vector<int>& pieces, int turns) {
  Cell low = turned(places[pieces.front()].cell, turns);
  for (const int i : pieces) {
    const Cell cell = turned(places[i].cell, turns);
    low = {std::min(low.x, cell.x), std::min(low.y, cell.y)};
  }
  return low;
}

/// Tells whether the pieces of a picture fill a rectangle.
bool is_full(const std::vector<Place>& places, const std::vector<int>& pieces) {
  const Cell low = corner(places, pieces, 0);
  const Cell high = turned(corner(places, pieces, 2), 2);
  return (high.x - low.x + 1) * (high.y - low.y + 1) == static_cast<std::int64_t>(pieces.size());
}

/// All that the counts below share.
struct Layout {
  std::vector<std::vector<int>> picture_pieces;
  std::vector<std::vector<int>> group_pieces;
  std::vector<Votes> strict;
  std::vector<Votes> fair;
};

Layout layout_of(const Boards& boards) {
  return {pieces_by_group(boards.truth, boards.num_pictures), pieces_by_group(boards.answer, boards.num_groups),
          strict_votes(boards), fair_votes(boards)};
}

/// Gives the frames that lay the corners of a group and a picture over each other, one for every turn allowed.
std::vector<Frame> corner_frames(const Boards& boards, const Layout& layout, int group, int picture) {
  const Cell target = corner(boards.truth, layout.picture_pieces[picture], 0);
  std::vector<Frame> frames;
  for (int turns = 0; turns < (boards.may_turn ? 4 : 1); ++turns) {
    const Cell low = corner(boards.answer, layout.group_pieces[group], turns);
    frames.push_back({group, picture, turns, target - low});
  }
  return frames;
}

/// Gives the likeliest frames of a group over a picture by the votes of their pieces, most votes first.
std::vector<Frame> voted_frames(const std::vector<Votes>& votes, int group, int picture) {
  const auto before = [](const Votes& a, const std::pair<int, int>& b) {
    return std::pair(a.frame.group, a.frame.picture) < b;
  };
  const auto begin = std::lower_bound(votes.begin(), votes.end(), std::pair(group, picture), before);
  const auto end = std::lower_bound(begin, votes.end(), std::pair(group, picture + 1), before);
  std::vector<Votes> best(begin, end);
  std::stable_sort(best.begin(), best.end(), [](const Votes& a, const Votes& b) { return a.count > b.count; });
  best.resize(std::min(best.size(), kMostFrames));
  std::vector<Frame> frames;
  for (const Votes& vote : best) frames.push_back(vote.frame);
  return frames;
}

/// Gives the pieces of the group whose cell shows what the truth shows there.
std::vector<int> pieces_shown_right(const Boards& boards, const Layout& layout, const Frame& frame) {
  std::vector<int> right;
  for (const int i : layout.group_pieces[frame.group]) {
    const int j = boards.truth_cells.piece_at(frame.picture, turned(boards.answer[i].cell, frame.turns) + frame.shift);
    if (j >= 0 && shows(boards, i, frame.turns, j)) right.push_back(i);
  }
  return right;
}

int strict_count(const Layout& layout, const Frame& frame) {
  const auto found = std::lower_bound(layout.strict.begin(), layout.strict.end(), frame,
                                      [](const Votes& a, const Frame& b) { return a.frame < b; });
  return found != layout.strict.end() && found->frame == frame ? found->count : 0;
}

/// Gives the group that holds most pieces of a picture, the first of equals, or -1.
int home_of(const Boards& boards, const std::vector<int>& pieces) {
  std::map<int, int> count;
  for (const int i : pieces) {
    if (boards.answer[i].group >= 0) ++count[boards.answer[i].group];
  }
  int home = -1;
  for (const auto& [group, pieces_there] : count) {
    if (home < 0 || pieces_there > count[home]) home = group;
  }
  return home;
}

PictureCount count_picture(const Boards& boards, const Layout& layout, int picture) {
  const std::vector<int>& pieces = layout.picture_pieces[picture];
  PictureCount count = {static_cast<int>(pieces.size()), home_of(boards, pieces), 0, 0};
  if (count.group < 0) return count;
  std::vector<Frame> frames = corner_frames(boards, layout, count.group, picture);
  if (boards.num_pictures > 1 || !is_full(boards.truth, pieces)) {
    for (const std::vector<Votes>* votes : {&layout.strict, &layout.fair}) {
      const std::vector<Frame> voted = voted_frames(*votes, count.group, picture);
      frames.insert(frames.end(), voted.begin(), voted.end());
    }
  }
  for (const Frame& frame : frames) {
    count.right = std::max(count.right, strict_count(layout, frame));
    count.right_fair = std::max(count.right_fair, static_cast<int>(pieces_shown_right(boards, layout, frame).size()));
  }
  return count;
}

/// Gives the size of the largest connected set among some pieces of one group of the answer.
int largest_connected(const Boards& boards, const std::vector<int>& pieces) {
  Components components(boards.num_pieces());
  std::vector<char> is_member(boards.num_pieces(), 0);
  for (const int i : pieces) is_member[i] = 1;
  int largest = 0;
  for (const int i : pieces) {
    for (const int direction : {kRight, kBottom}) {
      const Place& place = boards.answer[i];
      const int j = boards.answer_cells.piece_at(place.group, place.cell + cell_step(direction));
      if (j >= 0 && is_member[j]) components.join(i, j);
    }
  }
  for (const int i : pieces) largest = std::max(largest, components.size_of(i));
  return largest;
}

}  // namespace

std::vector<PictureCount> count_right_cells(const Boards& boards) {
  const Layout layout = layout_of(boards);
  std::vector<PictureCount> counts;
  for (int p = 0; p < boards.num_pictures; ++p) counts.push_back(count_picture(boards, layout, p));
  return counts;
}

int count_wrong_placed(const Boards& boards) {
  std::vector<int> right(boards.num_groups, 0);
  for (const Votes& votes : strict_votes(boards)) {
    right[votes.frame.group] = std::max(right[votes.frame.group], votes.count);
  }
  int wrong = 0;
  for (const Place& place : boards.answer) wrong += place.group >= 0;
  for (const int count : right) wrong -= count;
  return wrong;
}

int largest_fair_component(const Boards& boards, int at_least) {
  const Layout layout = layout_of(boards);
  int largest = at_least;
  for (int g = 0; g < boards.num_groups; ++g) {
    for (int p = 0; p < boards.num_pictures; ++p) {
      if (static_cast<int>(layout.group_pieces[g].size()) <= largest) break;
      std::vector<Frame> frames = voted_frames(layout.fair, g, p);
      const std::vector<Frame> corners = corner_frames(boards, layout, g, p);
      frames.insert(frames.end(), corners.begin(), corners.end());
      for (const Frame& frame : frames) {
        const std::vector<int> right = pieces_shown_right(boards, layout, frame);
        if (static_cast<int>(right.size()) > largest) largest = std::max(largest, largest_connected(boards, right));
      }
    }
  }
  return largest;
}

}  // namespace solve_puzzle
