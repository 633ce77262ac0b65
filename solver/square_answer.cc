// SPDX-License-Identifier: Apache-2.0
#include "solver/square_answer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "puzzles/components.h"
#include "solver/confidence.h"

namespace solve_puzzle {
namespace {

/// Makes one region of all that hold a piece of the same block. Largest first.
std::vector<Region> merged(std::vector<Region> regions, const Frame& frame, const std::vector<Block>& blocks) {
  std::vector<int> region_of(static_cast<std::size_t>(frame.num_cells()), -1);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    for (const int cell : regions[i].cells) region_of[static_cast<std::size_t>(cell)] = static_cast<int>(i);
  }
  const auto region = [&](const PlacedOriented& p) {
    return region_of[static_cast<std::size_t>(frame.cell_of(piece_in(p.piece)))];
  };
  Components components(static_cast<int>(regions.size()));
  for (const Block& block : blocks) {
    for (const PlacedOriented& p : block) components.join(region(block.front()), region(p));
  }
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const auto into = static_cast<std::size_t>(components.find(static_cast<int>(i)));
    if (into == i) continue;
    regions[into].cells.insert(regions[into].cells.end(), regions[i].cells.begin(), regions[i].cells.end());
    regions[into].box |= regions[i].box;
    regions[i].cells.clear();
  }
  std::erase_if(regions, [](const Region& r) { return r.cells.empty(); });
  std::stable_sort(regions.begin(), regions.end(),
                   [](const Region& a, const Region& b) { return a.cells.size() > b.cells.size(); });
  return regions;
}

class Answer {
 public:
  Answer(const Puzzle& puzzle, const Frame& frame, const AssemblyScores& scores, const PairGraph& graph,
         const PairEvidence& evidence, double min_confidence)
      : puzzle_(puzzle),
        frame_(frame),
        scores_(scores),
        judge_(frame, scores, graph, evidence),
        min_confidence_(min_confidence) {
    assembly_.kind = puzzle.kind;
    assembly_.rotation = puzzle.rotation;
    assembly_.piece_size = puzzle.piece_size;
    for (const Piece& piece : puzzle.pieces) {
      PlacedPiece& placed = assembly_.pieces.emplace_back();
      placed.id = piece.id;
      placed.file = piece.file;
    }
  }

  Assembly take(const std::vector<Block>& one_group) {
    std::vector<Region> regions = picture_regions(frame_, scores_.objective);
    if (!one_group.empty()) regions = merged(std::move(regions), frame_, one_group);
    for (const Region& region : regions) add_group(region);
    for (int cell = 0; cell < frame_.num_cells(); ++cell) {
      for (const int direction : {kRight, kBottom}) add_join(cell, direction);
    }
    for (int piece = 0; piece < frame_.num_pieces(); ++piece) {
      if (frame_.is_free(piece)) add_suggestions(piece);
    }
    return std::move(assembly_);
  }

 private:
  void add_group(const Region& region) {
    Group& group = assembly_.groups.emplace_back();
    group.id = static_cast<int>(assembly_.groups.size()) - 1;
    group.num_pieces = static_cast<int>(region.cells.size());
    group.cols = region.box.width;
    group.rows = region.box.height;
    const cv::Size unit = cell_size(frame_.at(region.cells.front()));
    group.width = group.cols * unit.width;
    group.height = group.rows * unit.height;
    for (const int cell : region.cells) {
      const Oriented o = frame_.at(cell);
      PlacedPiece& placed = assembly_.pieces[static_cast<std::size_t>(piece_in(o))];
      placed.placed = true;
      placed.group = group.id;
      placed.cell = frame_.place(cell) - region.box.tl();
      placed.quarter_turns = turns_of(o);
      placed.canvas_from_piece = canvas_from_cell(*placed.cell, turns_of(o), picture(piece_in(o)).size(), unit);
    }
  }

  int group_of(int cell) const { return assembly_.pieces[static_cast<std::size_t>(piece_in(frame_.at(cell)))].group; }

  const cv::Mat& picture(int piece) const { return puzzle_.pieces[static_cast<std::size_t>(piece)].pixels; }

  cv::Size cell_size(Oriented o) const { return turned_size(picture(piece_in(o)).size(), turns_of(o)); }

  Match make_match(int side_a, int side_b, double log_odds) const {
    Match match;
    match.piece_a = piece_of(side_a);
    match.side_a = side_a & 3;
    match.piece_b = piece_of(side_b);
    match.side_b = side_b & 3;
    match.log_odds = log_odds;
    match.probability = 1 / (1 + std::exp(-log_odds));
    const cv::Size size = picture(match.piece_a).size();
    match.seam = {{0, match.side_a % 2 == 0 ? size.width : size.height}};
    match.a_from_b = pose_of_neighbour(match);
    return match;
  }

  /// Adds the best other partners of one of the match's sides, as the pixels saw them.
  void add_rivals(Match& match, bool is_of_a) const {
    const int side = is_of_a ? match.piece_a * 4 + match.side_a : match.piece_b * 4 + match.side_b;
    const int made = is_of_a ? match.piece_b * 4 + match.side_b : match.piece_a * 4 + match.side_a;
    const float own = scores_.objective.of(side, made);
    int num_added = 0;
    for (const Partner& partner : scores_.objective.best(side)) {
      if (partner.side == made) continue;
      match.rivals.push_back({is_of_a, piece_of(partner.side), partner.side & 3, own - partner.score});
      if (++num_added == kNumRivals) return;
    }
  }

  /// Lays b beside a, a upright.
  cv::Matx23d pose_of_neighbour(const Match& match) const {
    const int turns = (match.side_b - opposite(match.side_a)) & 3;
    const cv::Size a = picture(match.piece_a).size();
    return canvas_from_cell(step_towards(match.side_a), turns, picture(match.piece_b).size(), a);
  }

  void add_join(int cell, int direction) {
    const int other = frame_.neighbour(cell, direction);
    if (frame_.at(cell) == kNoPiece || other < 0 || frame_.at(other) == kNoPiece) return;
    if (group_of(cell) != group_of(other)) return;  // two pictures that touch by chance
    Match match =
        make_match(side_towards(frame_.at(cell), direction), side_towards(frame_.at(other), opposite(direction)),
                   join_log_odds(judge_.evidence(cell, direction)));
    match.accepted = match.probability >= min_confidence_;
    add_rivals(match, true);
    add_rivals(match, false);
    for (const int piece : {match.piece_a, match.piece_b}) {
      double& confidence = assembly_.pieces[static_cast<std::size_t>(piece)].confidence;
      confidence = std::max(confidence, match.probability);
    }
    assembly_.matches.push_back(std::move(match));
  }

  /// Where a free piece might belong: its best partner, sides by side.
  void add_suggestions(int piece) {
    for (int side = piece * 4; side < piece * 4 + 4; ++side) {
      const auto best = scores_.guide.best(side);
      if (best.empty() || best.front().score < kMinSuggested) continue;
      const double lp = std::min<double>(best.front().score, 0.0);
      assembly_.matches.push_back(make_match(side, best.front().side, std::min(lp, kMaxSuggestedLogOdds)));
    }
  }

  static constexpr int kNumRivals = 2;
  static constexpr float kMinSuggested = -3.0F;
  static constexpr double kMaxSuggestedLogOdds = -0.1;  // the whole puzzle spoke against it

  const Puzzle& puzzle_;
  const Frame& frame_;
  const AssemblyScores& scores_;
  JoinJudge judge_;
  double min_confidence_;
  Assembly assembly_;
};

}  // namespace

Assembly square_answer(const Puzzle& puzzle, const Frame& frame, const PairGraph& graph, const PairEvidence& evidence,
                       double min_confidence, const std::vector<Block>& one_group) {
  const AssemblyScores scores = make_assembly_scores(graph, evidence);
  Assembly assembly = Answer(puzzle, frame, scores, graph, evidence, min_confidence).take(one_group);
  assembly.score = layout_score(frame, scores, {.turn_step = 1, .is_complete = false});
  return assembly;
}

}  // namespace solve_puzzle
