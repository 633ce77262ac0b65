// SPDX-License-Identifier: Apache-2.0
#include "solver/pinned_search.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "solver/anneal.h"
#include "solver/exchange.h"
#include "solver/frame_fill.h"

namespace solve_puzzle {
namespace {

constexpr int kMargin = 2;
constexpr double kPinnedLogOdds = 14.0;

/// The pairs of the new graph, both ways, and what is known of each.
class PairList {
 public:
  PairList(const PairGraph& graph, const PairEvidence& evidence, const PinRules& rules)
      : graph_(graph), evidence_(evidence) {
    for (const auto& [a, b] : rules.together) {
      partner_of_[a] = b;
      partner_of_[b] = a;
    }
    for (const auto& [a, b] : rules.apart) apart_.insert({{a, b}, {b, a}});
  }

  PinnedEvidence take() {
    result_.graph.row_begin.push_back(0);
    result_.evidence.no_partner = evidence_.no_partner;
    for (int side = 0; side < graph_.num_sides(); ++side) add_row(side);
    PairGraph& graph = result_.graph;
    for (int side = 0; side < graph.num_sides(); ++side) {
      for (int e = graph.row_begin[static_cast<std::size_t>(side)];
           e < graph.row_begin[static_cast<std::size_t>(side) + 1]; ++e) {
        graph.mate.push_back(graph.find(graph.partner[static_cast<std::size_t>(e)], side));
      }
    }
    return std::move(result_);
  }

 private:
  void add_row(int side) {
    const auto pinned = partner_of_.find(side);
    if (pinned != partner_of_.end()) {
      add_pinned(side, pinned->second);
    } else {
      for (auto e = static_cast<std::size_t>(graph_.row_begin[static_cast<std::size_t>(side)]);
           e < static_cast<std::size_t>(graph_.row_begin[static_cast<std::size_t>(side) + 1]); ++e) {
        const int partner = graph_.partner[e];
        if (!partner_of_.contains(partner) && !apart_.contains({side, partner})) add_entry(partner, e);
      }
    }
    result_.graph.row_begin.push_back(static_cast<std::int32_t>(result_.graph.partner.size()));
  }

  void add_entry(int partner, std::size_t e) {
    result_.graph.partner.push_back(partner);
    result_.graph.dissimilarity.push_back(graph_.dissimilarity[e]);
    result_.evidence.objective.push_back(evidence_.objective[e]);
    result_.evidence.guide.push_back(evidence_.guide[e]);
    if (evidence_.is_learned()) result_.evidence.classical.push_back(evidence_.classical[e]);
  }

  void add_pinned(int side, int partner) {
    const int e = graph_.find(side, partner);
    result_.graph.partner.push_back(partner);
    result_.graph.dissimilarity.push_back(e < 0 ? 0.0F : graph_.dissimilarity[static_cast<std::size_t>(e)]);
    result_.evidence.objective.push_back(0.0F);
    result_.evidence.guide.push_back(0.0F);
    if (evidence_.is_learned()) result_.evidence.classical.push_back(0.0F);
    result_.evidence.no_partner[static_cast<std::size_t>(side)] = -kPinnedLogOdds;
  }

  const PairGraph& graph_;
  const PairEvidence& evidence_;
  std::unordered_map<int, int> partner_of_;
  std::set<std::pair<int, int>> apart_;
  PinnedEvidence result_;
};

Frame enlarged(const Frame& frame, cv::Size more) {
  Frame result(frame.cols() + more.width, frame.rows() + more.height, frame.num_pieces());
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    if (frame.at(cell) != kNoPiece) result.put(result.index(frame.place(cell)), frame.at(cell));
  }
  return result;
}

/// Lays the blocks of the rules into a frame, one after the other.
class Enforcer {
 public:
  Enforcer(const Frame& frame, const PinRules& rules, int turn_step)
      : frame_(frame),
        rules_(rules),
        turn_step_(turn_step),
        is_held_(static_cast<std::size_t>(frame.num_pieces()), 0) {}

  Frame run() {
    lay_blocks();
    part();
    return std::move(frame_);
  }

  /// Joins that must not be stay.
  Frame run_with_blocks_only() {
    lay_blocks();
    return std::move(frame_);
  }

 private:
  void lay_blocks() {
    for (const Block& block : rules_.blocks) lay(block);
  }

  void lay(const Block& block) {
    if (!lies_whole(frame_, block)) {
      const std::vector<BlockMotion> motions = motions_by_votes(block);
      for (const PlacedOriented& p : block) take_out(piece_in(p.piece));
      const auto good =
          std::find_if(motions.begin(), motions.end(), [&](const BlockMotion& m) { return may_lie(block, m); });
      if (good != motions.end()) {
        put(block, *good);
      } else {
        put_beside(block);
      }
    }
    for (const PlacedOriented& p : block) is_held_[static_cast<std::size_t>(piece_in(p.piece))] = 1;
  }

  void take_out(int piece) {
    if (!frame_.is_free(piece)) frame_.remove(frame_.cell_of(piece));
  }

  /// Where the block's pieces lie now: the place of most of them first.
  std::vector<BlockMotion> motions_by_votes(const Block& block) const {
    std::vector<std::pair<BlockMotion, int>> votes;
    for (const PlacedOriented& p : block) {
      if (frame_.is_free(piece_in(p.piece))) continue;
      const BlockMotion motion = motion_in(frame_, p);
      if (motion.turns % turn_step_ != 0) continue;
      const auto known = std::find_if(votes.begin(), votes.end(), [&](const auto& v) { return v.first == motion; });
      if (known == votes.end()) {
        votes.emplace_back(motion, 1);
      } else {
        ++known->second;
      }
    }
    std::stable_sort(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<BlockMotion> motions;
    for (const auto& vote : votes) motions.push_back(vote.first);
    return motions;
  }

  bool may_lie(const Block& block, const BlockMotion& motion) const {
    return std::all_of(block.begin(), block.end(), [&](const PlacedOriented& p) {
      const cv::Point place = turned_place(p.place, motion.turns) + motion.shift;
      if (!frame_.contains(place)) return false;
      const Oriented there = frame_.at(place);
      return there == kNoPiece || is_held_[static_cast<std::size_t>(piece_in(there))] == 0;
    });
  }

  void put(const Block& block, const BlockMotion& motion) {
    for (const PlacedOriented& p : block) {
      const cv::Point place = turned_place(p.place, motion.turns) + motion.shift;
      if (frame_.at(place) != kNoPiece) frame_.remove(frame_.index(place));
    }
    put_block(frame_, block, motion.turns, motion.shift);
  }

  void put_beside(const Block& block) {
    const cv::Rect box = bounds(block);
    const cv::Point corner(frame_.cols() + kMargin, kMargin);
    const int rows = std::max(frame_.rows(), box.height + 2 * kMargin);
    frame_ = enlarged(frame_, {box.width + 2 * kMargin, rows - frame_.rows()});
    put(block, {0, corner - box.tl()});
  }

  /// Takes a piece out of every pair that must be apart; where both are held, their smaller block moves away.
  void part() {
    for (auto broken = broken_apart(frame_, rules_); !broken.empty(); broken = broken_apart(frame_, rules_)) {
      const int a = broken.front().first >> 2, b = broken.front().second >> 2;
      const int freed = is_held_[static_cast<std::size_t>(b)] == 0 ? b : a;
      if (is_held_[static_cast<std::size_t>(freed)] == 0) {
        take_out(freed);
      } else {
        move_away(
            std::min(block_of(a), block_of(b), [](const Block* x, const Block* y) { return x->size() < y->size(); }));
      }
    }
  }

  const Block* block_of(int piece) const {
    return &*std::find_if(rules_.blocks.begin(), rules_.blocks.end(), [&](const Block& block) {
      return std::any_of(block.begin(), block.end(),
                         [&](const PlacedOriented& p) { return piece_in(p.piece) == piece; });
    });
  }

  void move_away(const Block* block) {
    for (const PlacedOriented& p : *block) take_out(piece_in(p.piece));
    put_beside(*block);
  }

  Frame frame_;
  const PinRules& rules_;
  int turn_step_;
  std::vector<char> is_held_;
};

Rules rules_for(const Frame& frame, int turn_step) {
  return {.turn_step = turn_step, .is_complete = frame.num_cells() == frame.num_pieces()};
}

/// Frees one of two pieces that must be apart, a piece of no block.
void free_offenders(Frame& frame, const PinRules& rules) {
  std::set<int> held;
  for (const Block& block : rules.blocks) {
    for (const PlacedOriented& p : block) held.insert(piece_in(p.piece));
  }
  for (auto broken = broken_apart(frame, rules); !broken.empty(); broken = broken_apart(frame, rules)) {
    const int a = broken.front().first >> 2, b = broken.front().second >> 2;
    frame.remove(frame.cell_of(held.contains(b) ? a : b));
  }
}

struct Scored {
  Frame frame;
  double score;
};

Scored searched(Frame frame, const AssemblyScores& scores, const PinRules& pins, const AssembleOptions& options) {
  const Rules rules = rules_for(frame, options.turn_step);
  AnnealOptions anneal_options;
  anneal_options.num_rounds = 20;
  anneal_options.moves_per_round = 40;
  anneal_options.seed = options.seed;
  anneal_options.should_stop = options.should_stop;
  anneal_options.is_allowed = [&pins](const Frame& layout) { return honours(layout, pins); };
  frame = anneal(frame, scores, rules, anneal_options);
  const double score = layout_score(frame, scores, {.turn_step = options.turn_step, .is_complete = false});
  return {std::move(frame), score};
}

/// The earlier layout, as little changed as the pins ask for.
Frame mended(const Settled& settled, const AssemblyScores& scores, const AssembleOptions& options) {
  Frame frame = Enforcer(*settled.earlier, settled.rules, options.turn_step).run_with_blocks_only();
  Random random(options.seed);
  fill_cells(frame, scores, rules_for(frame, options.turn_step), 0.0, random);
  frame = with_best_exchanges(std::move(frame), scores, settled.rules, settled.loose, options.turn_step);
  return made_to_honour(frame, scores, settled.rules, options);
}

}  // namespace

PinnedEvidence pinned_evidence(const PairGraph& graph, const PairEvidence& evidence, const PinRules& rules) {
  return PairList(graph, evidence, rules).take();
}

Frame frame_of(const Puzzle& puzzle, const Assembly& earlier) {
  const int num_pieces = static_cast<int>(puzzle.pieces.size());
  std::unordered_map<std::string, int> number;
  for (int i = 0; i < num_pieces; ++i) number[puzzle.pieces[static_cast<std::size_t>(i)].id] = i;
  const bool is_one = earlier.groups.size() == 1 && earlier.groups.front().num_pieces == num_pieces;
  const int margin = is_one ? 0 : kMargin;
  int cols = 1, rows = margin;
  std::vector<int> top;
  for (const Group& group : earlier.groups) {
    top.push_back(rows);
    if (group.num_pieces < 2) continue;
    cols = std::max(cols, group.cols + 2 * margin);
    rows += group.rows + margin;
  }
  Frame frame(cols, std::max(1, rows), num_pieces);
  for (const PlacedPiece& piece : earlier.pieces) {
    const auto found = number.find(piece.id);
    if (found == number.end() || !piece.placed || !piece.cell) continue;
    if (earlier.groups[static_cast<std::size_t>(piece.group)].num_pieces < 2) continue;
    const cv::Point place = *piece.cell + cv::Point(margin, top[static_cast<std::size_t>(piece.group)]);
    if (!frame.contains(place) || frame.at(place) != kNoPiece || !frame.is_free(found->second)) continue;
    frame.put(frame.index(place), oriented(found->second, piece.quarter_turns));
  }
  return frame;
}

std::vector<int> loose_pieces(const Frame& frame, const PinRules& rules, int turn_step) {
  std::set<int> apart;
  for (const auto& [a, b] : rules.apart) apart.insert({a >> 2, b >> 2});
  const Frame laid = Enforcer(frame, rules, turn_step).run();
  const auto has_moved = [&](int piece) {
    if (frame.is_free(piece) || laid.is_free(piece)) return true;
    const int before = frame.cell_of(piece), now = laid.cell_of(piece);
    return frame.place(before) != laid.place(now) || frame.at(before) != laid.at(now);
  };
  std::vector<int> loose;
  for (int piece = 0; piece < frame.num_pieces(); ++piece) {
    if (apart.contains(piece) || has_moved(piece)) loose.push_back(piece);
  }
  return loose;
}

Frame made_to_honour(const Frame& frame, const AssemblyScores& scores, const PinRules& rules,
                     const AssembleOptions& options) {
  Frame result = Enforcer(frame, rules, options.turn_step).run();
  Random random(options.seed);
  fill_cells(result, scores, rules_for(result, options.turn_step), 0.0, random);
  free_offenders(result, rules);
  return result;
}

Frame assemble_pinned(const PairGraph& graph, const PairEvidence& evidence, const Settled& settled,
                      const AssembleOptions& options) {
  const AssemblyScores scores = make_assembly_scores(graph, evidence);
  if (settled.is_search_local) return mended(settled, scores, options);
  std::vector<Scored> found;
  const auto search_from = [&](const Frame& start) {
    const Frame honouring = made_to_honour(start, scores, settled.rules, options);
    found.push_back(searched(honouring, scores, settled.rules, options));
  };
  if (settled.earlier) search_from(*settled.earlier);
  if (found.empty() || !options.should_stop()) search_from(assemble(graph, evidence, options));
  return std::max_element(found.begin(), found.end(),
                          [](const Scored& a, const Scored& b) { return a.score < b.score; })
      ->frame;
}

void mark_pinned(const PinRules& rules, Assembly& assembly) {
  std::set<std::pair<int, int>> pinned;
  for (const auto& [a, b] : rules.together) pinned.insert({{a, b}, {b, a}});
  for (Match& match : assembly.matches) {
    if (!pinned.contains({match.piece_a * 4 + match.side_a, match.piece_b * 4 + match.side_b})) continue;
    mark_pinned(match, assembly);
  }
}

void mark_pinned(Match& match, Assembly& assembly) {
  match.is_pinned = match.accepted = true;
  match.log_odds = kPinnedLogOdds;
  match.probability = 1 / (1 + std::exp(-kPinnedLogOdds));
  for (const int piece : {match.piece_a, match.piece_b}) {
    assembly.pieces[static_cast<std::size_t>(piece)].confidence = match.probability;
  }
}

}  // namespace solve_puzzle
