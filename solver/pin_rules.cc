// SPDX-License-Identifier: Apache-2.0
#include "solver/pin_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "solver/checks.h"
#include "solver/pin_list.h"
#include "solver/rigid_ties.h"

namespace solve_puzzle {
namespace {

constexpr const char* kSideWords[4] = {"top", "right", "bottom", "left"};

std::string text(const Puzzle& puzzle, const Pin& pin) {
  const auto id = [&](int piece) { return puzzle.pieces[static_cast<std::size_t>(piece)].id; };
  if (pin.kind == Pin::Kind::kFixed) {
    return fmt::format("fixed {} at cell ({}, {}) of group {}, turned {} times", id(pin.fixed.piece), pin.fixed.cell.x,
                       pin.fixed.cell.y, pin.fixed.group, pin.fixed.quarter_turns);
  }
  return fmt::format("{} {} {} | {} {}", pin.kind == Pin::Kind::kApart ? "apart" : "together", id(pin.join.piece_a),
                     kSideWords[pin.join.side_a], id(pin.join.piece_b), kSideWords[pin.join.side_b]);
}

BlockMotion motion_of(const PinnedJoin& join) {
  const Oriented b = facing(join.side_b, opposite(join.side_a));
  return {turns_of(b), step_towards(join.side_a)};
}

bool has_equal_sides(const Puzzle& puzzle, const PinnedJoin& join) {
  const auto length = [&](int piece, int side) {
    const cv::Size size = puzzle.pieces[static_cast<std::size_t>(piece)].pixels.size();
    return side % 2 == 0 ? size.width : size.height;
  };
  return length(join.piece_a, join.side_a) == length(join.piece_b, join.side_b);
}

using Rigid = RigidTies<BlockMotion>;

/// Puts pins one by one into rigid blocks.
class Settler {
 public:
  explicit Settler(const Puzzle& puzzle)
      : puzzle_(puzzle), num_pieces_(static_cast<int>(puzzle.pieces.size())), turn_step_(turn_step_of(puzzle)) {}

  /// Gives the rules, or the number of the pin that cannot be honoured after those before it.
  std::optional<std::size_t> first_refused(const std::vector<Pin>& pins, PinRules& rules) const {
    std::map<int, int> node_of_group;
    for (const Pin& pin : pins) {
      if (pin.kind == Pin::Kind::kFixed) node_of_group.emplace(pin.fixed.group, 0);
    }
    int node = num_pieces_;
    for (auto& [group, number] : node_of_group) number = node++;
    Rigid rigid(node);  // nodes are the pieces, then the groups that fixed pieces name
    for (std::size_t i = 0; i < pins.size(); ++i) {
      if (!tie(rigid, pins[i], node_of_group)) return i;
    }
    return refused_by_blocks(rigid, pins, rules);
  }

 private:
  bool tie(Rigid& rigid, const Pin& pin, const std::map<int, int>& node_of_group) const {
    if (pin.kind == Pin::Kind::kApart) return true;
    if (pin.kind == Pin::Kind::kFixed) {
      return rigid.tie(node_of_group.at(pin.fixed.group), pin.fixed.piece, {pin.fixed.quarter_turns, pin.fixed.cell},
                       std::equal_to<>());
    }
    return pin.join.piece_a != pin.join.piece_b && has_equal_sides(puzzle_, pin.join) &&
           motion_of(pin.join).turns % turn_step_ == 0 &&
           rigid.tie(pin.join.piece_a, pin.join.piece_b, motion_of(pin.join), std::equal_to<>());
  }

  // Pieces on top of each other, turned where they may not be, or side by side where they must not.
  std::optional<std::size_t> refused_by_blocks(const Rigid& rigid, const std::vector<Pin>& pins,
                                               PinRules& rules) const {
    std::map<int, Block> blocks;
    for (int piece = 0; piece < num_pieces_; ++piece) {
      const auto [root, motion] = rigid.find(piece);
      blocks[root].push_back({motion.shift, oriented(piece, motion.turns)});
    }
    for (auto& [root, block] : blocks) {
      if (block.size() < 2) continue;
      if (!add_block(std::move(block), rules)) return pins.size() - 1;
    }
    for (std::size_t i = 0; i < pins.size(); ++i) {
      if (pins[i].kind != Pin::Kind::kApart) continue;
      const PinnedJoin& join = pins[i].join;
      const std::pair sides(join.piece_a * 4 + join.side_a, join.piece_b * 4 + join.side_b);
      const std::pair other(sides.second, sides.first);
      if (std::find(rules.together.begin(), rules.together.end(), sides) != rules.together.end() ||
          std::find(rules.together.begin(), rules.together.end(), other) != rules.together.end()) {
        return i;
      }
      rules.apart.push_back(sides);
    }
    std::stable_sort(rules.blocks.begin(), rules.blocks.end(),
                     [](const Block& a, const Block& b) { return a.size() > b.size(); });
    return std::nullopt;
  }

  bool add_block(Block block, PinRules& rules) const {
    std::map<std::pair<int, int>, Oriented> at;
    const int turns = turns_of(block.front().piece);
    for (const PlacedOriented& p : block) {
      if (((turns_of(p.piece) - turns) & 3) % turn_step_ != 0) return false;
      if (!at.emplace(std::pair(p.place.x, p.place.y), p.piece).second) return false;
    }
    for (const PlacedOriented& p : block) {
      for (const int direction : {kRight, kBottom}) {
        const cv::Point beside = p.place + step_towards(direction);
        const auto other = at.find({beside.x, beside.y});
        if (other == at.end()) continue;
        rules.together.emplace_back(side_towards(p.piece, direction), side_towards(other->second, opposite(direction)));
      }
    }
    rules.blocks.push_back(std::move(block));
    return true;
  }

  const Puzzle& puzzle_;
  int num_pieces_;
  int turn_step_;
};

}  // namespace

BlockMotion operator*(const BlockMotion& outer, const BlockMotion& inner) {
  return {(outer.turns + inner.turns) & 3, turned_place(inner.shift, outer.turns) + outer.shift};
}

BlockMotion inverse(const BlockMotion& motion) {
  const int turns = -motion.turns & 3;
  return {turns, -turned_place(motion.shift, turns)};
}

PinRules make_pin_rules(const Puzzle& puzzle, const Pins& pins) {
  const Settler settler(puzzle);
  PinRules rules;
  const PinTests tests{.first_refused =
                           [&](const std::vector<Pin>& list) {
                             rules = {};
                             return settler.first_refused(list, rules);
                           },
                       .text = [&](const Pin& pin) { return text(puzzle, pin); }};
  refuse_contradictions(list_of(pins), tests);
  return rules;
}

BlockMotion motion_in(const Frame& frame, const PlacedOriented& piece) {
  const int cell = frame.cell_of(piece_in(piece.piece));
  const int turns = (turns_of(frame.at(cell)) - turns_of(piece.piece)) & 3;
  return {turns, frame.place(cell) - turned_place(piece.place, turns)};
}

bool lies_whole(const Frame& frame, const Block& block) {
  const auto is_placed = [&](const PlacedOriented& p) { return !frame.is_free(piece_in(p.piece)); };
  if (!std::all_of(block.begin(), block.end(), is_placed)) return false;
  const BlockMotion motion = motion_in(frame, block.front());
  return std::all_of(block.begin(), block.end(),
                     [&](const PlacedOriented& p) { return motion_in(frame, p) == motion; });
}

std::vector<std::pair<int, int>> broken_apart(const Frame& frame, const PinRules& rules) {
  std::vector<std::pair<int, int>> broken;
  for (const auto& [side_a, side_b] : rules.apart) {
    const int cell = frame.cell_of(side_a >> 2);
    if (cell < 0) continue;
    const int direction = direction_of(side_a & 3, turns_of(frame.at(cell)));
    const int other = frame.neighbour(cell, direction);
    if (other < 0 || frame.at(other) == kNoPiece) continue;
    if (side_towards(frame.at(other), opposite(direction)) == side_b) broken.emplace_back(side_a, side_b);
  }
  return broken;
}

bool honours(const Frame& frame, const PinRules& rules) {
  return std::all_of(rules.blocks.begin(), rules.blocks.end(),
                     [&](const Block& block) { return lies_whole(frame, block); }) &&
         broken_apart(frame, rules).empty();
}

}  // namespace solve_puzzle
