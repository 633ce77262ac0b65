// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/torn_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "solver/pin_list.h"
#include "solver/rigid_ties.h"

namespace solve_puzzle {
namespace {

double diameter_of(const PieceSize& size) { return std::sqrt(4 * size.area / CV_PI); }

/// Share of the smaller fragment that lies on the other.
double covered_share(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  if (scraps.fragments[a].area < scraps.fragments[b].area) return covered_share(scraps, b, a, inverse(a_from_b));
  const DistanceField& field = scraps.fragments[b].field;
  const DistanceField& other = scraps.fragments[a].field;
  const int step = std::max(1, static_cast<int>(scraps.fragments[b].diameter / 24));
  int num_inside = 0, num_covered = 0;
  for (int row = 0; row < field.values.rows; row += step) {
    for (int column = 0; column < field.values.cols; column += step) {
      if (field.values.at<float>(row, column) > 0) continue;
      ++num_inside;
      const cv::Point2f at = a_from_b * (cv::Point2d(field.origin) + cv::Point2d(column, row));
      num_covered += other.contains(at) && other.at(at).distance < 0 ? 1 : 0;
    }
  }
  return num_inside == 0 ? 0.0 : static_cast<double>(num_covered) / num_inside;
}

/// Puts pins one by one into bodies.
class Settler {
 public:
  Settler(const Puzzle& puzzle, const Scraps& scraps, const PairJudge& judge)
      : puzzle_(puzzle), scraps_(scraps), judge_(judge) {}

  /// Gives the rules, or the number of the pin that cannot be honoured after those before it.
  std::optional<std::size_t> first_refused(const std::vector<Pin>& pins, TornRules& rules) const {
    std::map<int, int> node_of_group;
    int node = scraps_.size();
    for (const Pin& pin : pins) {
      if (pin.kind == Pin::Kind::kFixed && node_of_group.emplace(pin.fixed.group, node).second) ++node;
    }
    RigidTies<Pose> ties(node);  // nodes are the pieces, then the groups that fixed pieces name
    for (std::size_t i = 0; i < pins.size(); ++i) {
      if (!tie(ties, pins[i], node_of_group)) return i;
    }
    add_bodies(ties, rules);
    for (const Body& body : rules.bodies) {
      if (is_heaped(body)) return pins.size() - 1;
    }
    return refused_by_bodies(pins, rules);
  }

  std::string text(const Pin& pin) const {
    if (pin.kind == Pin::Kind::kFixed) return fmt::format("fixed {} in group {}", id(pin.fixed.piece), pin.fixed.group);
    return fmt::format("{} {} | {}", pin.kind == Pin::Kind::kApart ? "apart" : "together", id(pin.join.piece_a),
                       id(pin.join.piece_b));
  }

 private:
  const std::string& id(int piece) const { return puzzle_.pieces[static_cast<std::size_t>(piece)].id; }

  bool tie(RigidTies<Pose>& ties, const Pin& pin, const std::map<int, int>& node_of_group) const {
    if (pin.kind == Pin::Kind::kApart) return true;
    const bool is_fixed = pin.kind == Pin::Kind::kFixed;
    const int moved = is_fixed ? pin.fixed.piece : pin.join.piece_b;
    const PieceSize& size = judge_.sizes()[static_cast<std::size_t>(moved)];
    // Rings of joins that were found one by one do not close to the last pixel.
    const auto is_same = [&](const Pose& known, const Pose& wanted) {
      const PoseDifference off = difference(known, wanted, size.centre);
      return off.distance < 0.03 * diameter_of(size) + 1 && off.angle < 0.05;
    };
    return is_fixed ? ties.tie(node_of_group.at(pin.fixed.group), moved, pose_of(pin.fixed.canvas_from_piece), is_same)
                    : ties.tie(pin.join.piece_a, moved, pose_of(*pin.join.a_from_b), is_same);
  }

  void add_bodies(const RigidTies<Pose>& ties, TornRules& rules) const {
    std::map<int, int> body_of_root;
    for (int piece = 0; piece < scraps_.size(); ++piece) {
      const auto [root, root_from_piece] = ties.find(piece);
      const int number = body_of_root.emplace(root, static_cast<int>(rules.bodies.size())).first->second;
      if (number == static_cast<int>(rules.bodies.size())) rules.bodies.emplace_back();
      Body& body = rules.bodies[static_cast<std::size_t>(number)];
      rules.places.push_back({number, static_cast<int>(body.pieces.size())});
      body.pieces.push_back(piece);
      body.body_from_piece.push_back(root_from_piece);
    }
  }

  /// Whether pieces of a body lie on top of each other.
  bool is_heaped(const Body& body) const {
    constexpr double kMostCovered = 0.3;
    for (std::size_t i = 0; i < body.pieces.size(); ++i) {
      for (std::size_t k = i + 1; k < body.pieces.size(); ++k) {
        const int a = body.pieces[i], b = body.pieces[k];
        const Pose a_from_b = inverse(body.body_from_piece[i]) * body.body_from_piece[k];
        if (!may_touch(judge_.sizes()[static_cast<std::size_t>(a)], judge_.sizes()[static_cast<std::size_t>(b)],
                       a_from_b)) {
          continue;
        }
        if (covered_share(scraps_, a, b, a_from_b) > kMostCovered) return true;
      }
    }
    return false;
  }

  std::optional<std::size_t> refused_by_bodies(const std::vector<Pin>& pins, TornRules& rules) const {
    for (std::size_t i = 0; i < pins.size(); ++i) {
      const PinnedJoin& join = pins[i].join;
      if (pins[i].kind == Pin::Kind::kTogether) rules.together.emplace_back(join.piece_a, join.piece_b);
      if (pins[i].kind != Pin::Kind::kApart) continue;
      add_apart(join, rules);
      if (!rules.is_one_body(join.piece_a, join.piece_b)) continue;
      const Pose a_from_b = inverse(rules.body_from_piece(join.piece_a)) * rules.body_from_piece(join.piece_b);
      const Verdict verdict = judge_.judge(join.piece_a, join.piece_b, a_from_b);
      if (is_forbidden(rules, judge_.sizes(), join.piece_a, join.piece_b, a_from_b, verdict)) return i;
    }
    return std::nullopt;
  }

  static void add_apart(const PinnedJoin& join, TornRules& rules) {
    const bool is_in_order = join.piece_a < join.piece_b;
    std::optional<Pose> pose;
    if (join.a_from_b) pose = is_in_order ? pose_of(*join.a_from_b) : inverse(pose_of(*join.a_from_b));
    rules.apart[std::minmax(join.piece_a, join.piece_b)].push_back(pose);
  }

  const Puzzle& puzzle_;
  const Scraps& scraps_;
  const PairJudge& judge_;
};

/// Moves pieces that were dragged to their place together onto the outlines of those they lie beside.
void settle(const PairJudge& judge, const std::set<int>& dragged, TornRules& rules) {
  const std::vector<PieceSize>& sizes = judge.sizes();
  const PlaceInBody& place = rules.places[static_cast<std::size_t>(*dragged.begin())];
  Body& body = rules.bodies[static_cast<std::size_t>(place.body)];
  std::vector<PosedPair> pairs;
  double diameter = 0;
  for (const int b : dragged) {
    diameter = std::max(diameter, diameter_of(sizes[static_cast<std::size_t>(b)]));
    for (std::size_t i = 0; i < body.pieces.size(); ++i) {
      const int a = body.pieces[i];
      const Pose a_from_b = inverse(body.body_from_piece[i]) * rules.body_from_piece(b);
      if (dragged.contains(a)) continue;
      if (!may_touch(sizes[static_cast<std::size_t>(a)], sizes[static_cast<std::size_t>(b)], a_from_b)) continue;
      pairs.push_back({a, body.body_from_piece[i], b, rules.body_from_piece(b)});
    }
  }
  if (pairs.empty()) return;
  const int num_rounds = std::clamp(static_cast<int>(0.06 * diameter), 4, 16);  // the first ones reach furthest
  const Pose moved = judge.settle(pairs, Pose{}, num_rounds);
  const cv::Point2d middle = pairs.front().moving_from_b * sizes[static_cast<std::size_t>(pairs.front().b)].centre;
  const PoseDifference by = difference(moved, Pose{}, middle);
  if (by.distance > 0.05 * diameter + 2 || by.angle > 0.1) return;
  for (std::size_t i = 0; i < body.pieces.size(); ++i) {
    if (dragged.contains(body.pieces[i])) body.body_from_piece[i] = moved * body.body_from_piece[i];
  }
}

}  // namespace

bool is_same_join(const PieceSize& b, const Pose& p, const Pose& q) {
  const PoseDifference off = difference(p, q, b.centre);
  return off.distance < 0.1 * diameter_of(b) + 1 && off.angle < 0.15;
}

bool is_forbidden(const TornRules& rules, const std::vector<PieceSize>& sizes, int a, int b, const Pose& a_from_b,
                  const Verdict& verdict) {
  if (a > b) return is_forbidden(rules, sizes, b, a, inverse(a_from_b), verdict);
  const auto found = rules.apart.find({a, b});
  if (found == rules.apart.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const std::optional<Pose>& pose) {
    return pose ? is_same_join(sizes[static_cast<std::size_t>(b)], *pose, a_from_b) : verdict.evidence > 0;
  });
}

TornRules make_torn_rules(const Puzzle& puzzle, const Scraps& scraps, const PairJudge& judge, const Pins& pins) {
  const Settler settler(puzzle, scraps, judge);
  TornRules rules;
  const PinTests tests{.first_refused =
                           [&](const std::vector<Pin>& list) {
                             rules = {};
                             return settler.first_refused(list, rules);
                           },
                       .text = [&](const Pin& pin) { return settler.text(pin); }};
  refuse_contradictions(list_of(pins), tests);
  std::map<std::pair<int, int>, std::set<int>> dragged;  // by number and body
  for (const FixedPiece& fixed : pins.fixed) {
    if (fixed.by_hand == 0) continue;
    dragged[{fixed.by_hand, rules.places[static_cast<std::size_t>(fixed.piece)].body}].insert(fixed.piece);
  }
  for (const auto& [number, pieces] : dragged) settle(judge, pieces, rules);
  return rules;
}

}  // namespace solve_puzzle
