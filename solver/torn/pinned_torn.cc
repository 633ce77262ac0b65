// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/pinned_torn.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "puzzles/error.h"
#include "solver/pinned_search.h"
#include "solver/rigid_ties.h"
#include "solver/torn/body_judge.h"
#include "solver/torn/contact.h"

namespace solve_puzzle {
namespace {

/// The earlier answer in the frames of the fragments.
struct Earlier {
  std::vector<TornPlace> places;     ///< of the fragments; all alone: there was no answer
  std::vector<JoinCandidate> joins;  ///< with their old log-odds
  std::vector<char> is_made;         ///< one per join
  bool is_given = false;
};

Earlier read_earlier(const Puzzle& puzzle, const std::optional<Assembly>& answer, double scale) {
  Earlier earlier;
  earlier.places.resize(puzzle.pieces.size());
  if (!answer) return earlier;
  earlier.is_given = true;
  const std::vector<int> number = numbers_in(puzzle, *answer);
  for (std::size_t i = 0; i < number.size(); ++i) {
    const PlacedPiece& piece = answer->pieces[i];
    if (!piece.placed || answer->groups[static_cast<std::size_t>(piece.group)].num_pieces < 2) continue;
    const Pose pose = rescaled(pose_of(piece.canvas_from_piece), scale);
    earlier.places[static_cast<std::size_t>(number[i])] = {piece.group, pose};
  }
  for (const Match& match : answer->matches) {
    JoinCandidate join{number[static_cast<std::size_t>(match.piece_a)], number[static_cast<std::size_t>(match.piece_b)],
                       rescaled(pose_of(match.a_from_b), scale), match.log_odds};
    if (join.a > join.b) {
      std::swap(join.a, join.b);
      join.a_from_b = inverse(join.a_from_b);
    }
    earlier.joins.push_back(join);
    earlier.is_made.push_back(is_made(*answer, match) ? 1 : 0);
  }
  return earlier;
}

/// The most likely way in which a lies beside b, as the earlier answer has it, or as they fit.
Pose likely_pose(const Scraps& scraps, const Puzzle& puzzle, const Earlier& earlier, int a, int b,
                 CandidateOptions options) {
  const auto wanted = std::minmax(a, b);
  const auto is_wanted = [&](int first, int second) { return first == wanted.first && second == wanted.second; };
  options.is_wanted = is_wanted;
  std::vector<JoinCandidate> joins;
  std::copy_if(earlier.joins.begin(), earlier.joins.end(), std::back_inserter(joins),
               [&](const JoinCandidate& join) { return is_wanted(join.a, join.b); });
  if (joins.empty()) joins = find_candidates(scraps, options);
  if (joins.empty()) {
    throw Error(fmt::format("together {} | {}: no way was found in which they touch; expected the motion a_from_b",
                            puzzle.pieces[static_cast<std::size_t>(a)].id,
                            puzzle.pieces[static_cast<std::size_t>(b)].id));
  }
  const JoinCandidate& best = *std::max_element(joins.begin(), joins.end(),
                                                [](const auto& p, const auto& q) { return p.log_odds < q.log_odds; });
  return a < b ? best.a_from_b : inverse(best.a_from_b);
}

/// The pins in the frames of the fragments, with a motion for every join that must be.
Pins with_motions(const Puzzle& puzzle, const Scraps& scraps, const Earlier& earlier, Pins pins, double scale,
                  const CandidateOptions& options) {
  const auto shrunk = [&](const cv::Matx23d& motion) { return matrix_of(rescaled(pose_of(motion), scale)); };
  for (FixedPiece& fixed : pins.fixed) fixed.canvas_from_piece = shrunk(fixed.canvas_from_piece);
  for (std::vector<PinnedJoin>* list : {&pins.together, &pins.apart}) {
    for (PinnedJoin& join : *list) {
      if (join.a_from_b) join.a_from_b = shrunk(*join.a_from_b);
    }
  }
  for (PinnedJoin& join : pins.together) {
    if (join.a_from_b) continue;
    join.a_from_b = matrix_of(likely_pose(scraps, puzzle, earlier, join.piece_a, join.piece_b, options));
  }
  return pins;
}

/// Lays bodies where the earlier groups have them; groups that pins connect come together as wholes.
class PlacesOfBodies {
 public:
  PlacesOfBodies(const TornRules& rules, const Earlier& earlier, const Pins& pins, const std::vector<PieceSize>& sizes)
      : rules_(rules),
        earlier_(earlier),
        sizes_(sizes),
        num_bodies_(static_cast<int>(rules.bodies.size())),
        ties_(num_bodies_ + num_groups()) {
    std::set<int> dragged;
    for (const FixedPiece& fixed : pins.fixed) {
      if (fixed.by_hand != 0) dragged.insert(fixed.piece);
    }
    std::set<int> staying;  // groups of which something was not dragged: it does not follow
    for (int piece = 0; piece < num_pieces(); ++piece) {
      if (!dragged.contains(piece)) staying.insert(earlier.places[static_cast<std::size_t>(piece)].group);
    }
    for (int piece = 0; piece < num_pieces(); ++piece) {
      if (!dragged.contains(piece)) tie(piece);
    }
    for (const int piece : dragged) {
      if (!staying.contains(earlier.places[static_cast<std::size_t>(piece)].group)) tie(piece);
    }
  }

  std::vector<TornPlace> take() const {
    std::vector<TornPlace> places;
    for (int body = 0; body < num_bodies_; ++body) {
      const auto [root, root_from_body] = ties_.find(body);
      places.push_back({root, root_from_body});
    }
    return places;
  }

  /// Whether a piece had a place that it does not have any more.
  bool has_moved(int piece) const {
    const TornPlace& before = earlier_.places[static_cast<std::size_t>(piece)];
    if (before.group < 0) return false;
    const auto group = ties_.find(num_bodies_ + before.group);
    const auto body = ties_.find(rules_.places[static_cast<std::size_t>(piece)].body);
    const Pose now = inverse(group.root_from_node) * body.root_from_node * rules_.body_from_piece(piece);
    return group.root != body.root || !is_near(piece, now, before.group_from_piece);
  }

 private:
  int num_pieces() const { return static_cast<int>(earlier_.places.size()); }

  int num_groups() const {
    int last = -1;
    for (const TornPlace& place : earlier_.places) last = std::max(last, place.group);
    return last + 1;
  }

  bool is_near(int piece, const Pose& p, const Pose& q) const {
    return is_same_join(sizes_[static_cast<std::size_t>(piece)], p, q);
  }

  void tie(int piece) {
    const TornPlace& before = earlier_.places[static_cast<std::size_t>(piece)];
    if (before.group < 0) return;
    const int body = rules_.places[static_cast<std::size_t>(piece)].body;
    const Pose group_from_body = before.group_from_piece * inverse(rules_.body_from_piece(piece));
    ties_.tie(num_bodies_ + before.group, body, group_from_body, [](const Pose&, const Pose&) { return true; });
  }

  const TornRules& rules_;
  const Earlier& earlier_;
  const std::vector<PieceSize>& sizes_;
  int num_bodies_;
  RigidTies<Pose> ties_;  // nodes are the bodies, then the earlier groups
};

/// The body of two that has to go when they collide: never a pinned one rather than a single piece.
int weaker(const Layout& layout, const TornRules& rules, int a, int b) {
  const auto worth = [&](int body) {
    return std::pair(rules.bodies[static_cast<std::size_t>(body)].pieces.size(), layout.support(body));
  };
  return worth(a) < worth(b) ? a : b;
}

/// Bodies that lie on others, or where they must not.
std::set<int> misplaced(const Layout& layout, const BodyJudge& judge, const TornRules& rules, double most_overlap) {
  std::set<int> found;
  for (int a = 0; a < layout.num_pieces(); ++a) {
    for (const Layout::Neighbour& neighbour : layout.neighbours(a)) {
      const int b = neighbour.piece;
      const double area =
          std::min(judge.sizes()[static_cast<std::size_t>(a)].area, judge.sizes()[static_cast<std::size_t>(b)].area);
      if (a < b && neighbour.verdict.overlap > most_overlap * area) found.insert(weaker(layout, rules, a, b));
    }
  }
  return found;
}

void free_misplaced(const BodyJudge& judge, const TornRules& rules, double most_overlap, Layout& layout) {
  for (std::set<int> bodies = misplaced(layout, judge, rules, most_overlap); !bodies.empty();
       bodies = misplaced(layout, judge, rules, most_overlap)) {
    for (const int body : bodies) layout.evict(body);
  }
}

constexpr double kInTheWay = 0.05;  // of the smaller body's area; what lies a little over others is not meant
constexpr double kForbiddenOnly = 1;

/// Pieces that have to find a new place, or whose place somebody doubted.
std::vector<char> loose_pieces(const TornRules& rules, const Earlier& earlier, const PlacesOfBodies& places,
                               const PairJudge& judge) {
  const std::size_t num_pieces = earlier.places.size();
  if (!earlier.is_given) return std::vector<char>(num_pieces, 1);
  std::vector<char> loose(num_pieces, 0);
  for (const auto& [pair, poses] : rules.apart) {
    loose[static_cast<std::size_t>(pair.first)] = loose[static_cast<std::size_t>(pair.second)] = 1;
  }
  for (std::size_t piece = 0; piece < num_pieces; ++piece) {
    if (places.has_moved(static_cast<int>(piece))) loose[piece] = 1;
  }
  const BodyJudge bodies(judge, rules);
  for (const int body : misplaced(Layout(bodies, places.take()), bodies, rules, kInTheWay)) {
    for (const int piece : rules.bodies[static_cast<std::size_t>(body)].pieces) {
      loose[static_cast<std::size_t>(piece)] = 1;
    }
  }
  return loose;
}

Layout layout_of_pieces(const Layout& bodies, const ContactJudge& judge, const TornRules& rules) {
  std::vector<TornPlace> places;
  for (std::size_t piece = 0; piece < rules.places.size(); ++piece) {
    const int body = rules.places[piece].body;
    places.push_back({bodies.group_of(body), bodies.pose(body) * rules.body_from_piece(static_cast<int>(piece))});
  }
  return {judge, places};
}

/// The motion of a body that lies nearest to those of its pieces.
Pose mean_motion(const Scraps& scraps, const Body& body, const Layout& layout) {
  cv::Point2d from, to;
  double area = 0, cosine = 0, sine = 0;
  for (std::size_t i = 0; i < body.pieces.size(); ++i) {
    const Fragment& fragment = scraps.fragments[static_cast<std::size_t>(body.pieces[i])];
    const Pose& pose = layout.pose(body.pieces[i]);
    const Pose turn = pose * inverse(body.body_from_piece[i]);
    const double weight = fragment.area + 1;
    from += weight * (body.body_from_piece[i] * fragment.centre);
    to += weight * (pose * fragment.centre);
    cosine += weight * turn.cosine;
    sine += weight * turn.sine;
    area += weight;
  }
  return turn_around(from / area, std::atan2(sine, cosine), (to - from) / area);
}

/// A join of the answer that a person called right.
Match pinned_match(const Scraps& scraps, const TornRules& rules, int a, int b, double scale) {
  const Pose a_from_b = inverse(rules.body_from_piece(a)) * rules.body_from_piece(b);
  Match match{.piece_a = a, .side_a = 0, .piece_b = b, .side_b = 0};
  match.a_from_b = matrix_of(rescaled(a_from_b, 1 / scale));
  for (const auto& [first, last] : touching_stretches(scraps, a, b, a_from_b)) {
    match.seam.emplace_back(static_cast<int>(first / scale), static_cast<int>(last / scale));
  }
  return match;
}

}  // namespace

TornSettled settle_torn(const Puzzle& puzzle, const Scraps& scraps, const Corrections& corrections, double scale,
                        const CandidateOptions& options) {
  const Earlier earlier = read_earlier(puzzle, corrections.earlier, scale);
  const Pins pins = with_motions(puzzle, scraps, earlier, corrections.pins, scale, options);
  const ContactJudge judge(scraps);
  TornSettled settled{.rules = make_torn_rules(puzzle, scraps, judge, pins)};
  const PlacesOfBodies places(settled.rules, earlier, pins, judge.sizes());
  settled.places = places.take();
  settled.is_search_local = earlier.is_given;

  const std::vector<char> loose = loose_pieces(settled.rules, earlier, places, judge);
  CandidateOptions of_loose = options;
  of_loose.is_wanted = [&](int a, int b) {
    return loose[static_cast<std::size_t>(a)] != 0 || loose[static_cast<std::size_t>(b)] != 0;
  };
  settled.joins = find_candidates(scraps, of_loose);
  for (std::size_t i = 0; i < earlier.joins.size(); ++i) {
    const JoinCandidate& join = earlier.joins[i];
    if (earlier.is_made[i] != 0) settled.made.push_back(join);
    if (!of_loose.is_wanted(join.a, join.b)) settled.joins.push_back(join);
  }
  std::erase_if(settled.joins, [&](const JoinCandidate& join) {
    return is_forbidden(settled.rules, judge.sizes(), join.a, join.b, join.a_from_b, {.evidence = 1});
  });
  judge_joins(scraps, settled.joins);
  return settled;
}

Layout assemble_pinned_torn(const ContactJudge& judge, const std::vector<JoinCandidate>& joins,
                            const TornSettled& settled, const AssembleTornOptions& options) {
  AssembleTornOptions how = options;
  if (settled.is_search_local) {
    how.most_rounds = 12;
    how.most_idle_rounds = 3;
  }
  const BodyJudge bodies(judge, settled.rules);
  Layout start(bodies, settled.places);
  free_misplaced(bodies, settled.rules, kInTheWay, start);
  start.split_groups();
  Layout found = assemble_torn(bodies, std::move(start), joins_of_bodies(settled.rules, joins), how);
  free_misplaced(bodies, settled.rules, kForbiddenOnly, found);
  return layout_of_pieces(found, judge, settled.rules);
}

void hold_bodies(const Scraps& scraps, const TornRules& rules, Layout& layout) {
  for (const Body& body : rules.bodies) {
    if (body.pieces.size() < 2) continue;
    const Pose motion = mean_motion(scraps, body, layout);
    for (std::size_t i = 0; i < body.pieces.size(); ++i) {
      layout.set_pose(body.pieces[i], motion * body.body_from_piece[i]);
    }
  }
}

void mark_pinned_torn(const Scraps& scraps, const TornSettled& settled, const TornAnswerOptions& options,
                      Assembly& assembly) {
  const TornRules& rules = settled.rules;
  const std::vector<PieceSize> sizes = ContactJudge(scraps).sizes();
  const auto pose_here = [&](const Match& match) { return rescaled(pose_of(match.a_from_b), options.scale); };
  std::erase_if(assembly.matches, [&](const Match& match) {
    return is_forbidden(rules, sizes, match.piece_a, match.piece_b, pose_here(match), {.evidence = 1});
  });
  for (Match& match : assembly.matches) {
    for (const JoinCandidate& join : settled.made) {
      if (join.a != match.piece_a || join.b != match.piece_b || join.log_odds > match.log_odds) continue;
      if (!is_same_join(sizes[static_cast<std::size_t>(join.b)], join.a_from_b, pose_here(match))) continue;
      match.log_odds = join.log_odds;
      match.probability = 1 / (1 + std::exp(-join.log_odds));
      match.accepted = match.accepted && match.probability >= options.min_confidence;
    }
  }
  for (const auto& [first, second] : rules.together) {
    const int a = std::min(first, second), b = std::max(first, second);
    const auto is_it = [&](const Match& match) {
      return match.piece_a == a && match.piece_b == b && is_made(assembly, match);
    };
    if (std::none_of(assembly.matches.begin(), assembly.matches.end(), is_it)) {
      assembly.matches.push_back(pinned_match(scraps, rules, a, b, options.scale));
    }
  }
  for (Match& match : assembly.matches) {
    if (is_made(assembly, match) && rules.is_one_body(match.piece_a, match.piece_b)) mark_pinned(match, assembly);
  }
}

}  // namespace solve_puzzle
