// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/torn_answer.h"

#include <algorithm>
#include <cmath>

#include "puzzles/canvas.h"
#include "solver/torn/contact.h"
#include "solver/torn/held_together.h"

namespace solve_puzzle {
namespace {

double probability_of(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

std::vector<std::pair<int, int>> at_full_size(std::vector<std::pair<int, int>> seam, double scale) {
  for (auto& [first, last] : seam) {
    first = static_cast<int>(std::floor(first / scale));
    last = static_cast<int>(std::ceil(last / scale));
  }
  return seam;
}

class AnswerWriter {
 public:
  AnswerWriter(const Scraps& scraps, const Layout& layout, const TornAnswerOptions& options)
      : scraps_(scraps), layout_(layout), options_(options) {}

  void add_pieces(const Puzzle& puzzle, Assembly& assembly) const {
    for (int i = 0; i < layout_.num_pieces(); ++i) {
      const Piece& piece = puzzle.pieces[static_cast<std::size_t>(i)];
      PlacedPiece placed{.id = piece.id, .file = piece.file};
      if (layout_.members(layout_.group_of(i)).size() > 1) {
        placed.placed = true;
        placed.group = layout_.group_of(i);
        placed.confidence =
            probability_of(std::min(options_.most_log_odds, options_.prior_log_odds + layout_.support(i)));
        placed.canvas_from_piece = matrix_of(rescaled(layout_.pose(i), 1 / options_.scale));
      }
      assembly.pieces.push_back(placed);
    }
  }

  /// Where nothing is joined, the largest fragment is a picture of its own.
  void place_one(Assembly& assembly) const {
    const auto is_placed = [](const PlacedPiece& piece) { return piece.placed; };
    if (std::any_of(assembly.pieces.begin(), assembly.pieces.end(), is_placed)) return;
    int largest = 0;
    for (int i = 1; i < scraps_.size(); ++i) {
      if (scraps_.fragments[i].area > scraps_.fragments[largest].area) largest = i;
    }
    PlacedPiece& piece = assembly.pieces[static_cast<std::size_t>(largest)];
    piece.placed = true;
    piece.group = 0;
    piece.confidence = 1;
  }

  /// A join is as sure as its own contact, and as all else that holds its two pieces together. Pieces whose corners
  /// touch are not joined.
  void add_joins(Assembly& assembly) const {
    for (int a = 0; a < layout_.num_pieces(); ++a) {
      for (const Layout::Neighbour& neighbour : layout_.neighbours(a)) {
        const int b = neighbour.piece;
        if (b < a || neighbour.verdict.evidence <= 0 || is_corner(a, b)) continue;
        const double support = std::min(layout_.support(a), layout_.support(b));
        const double held = held_together(layout_, a, b, options_.most_log_odds - options_.prior_log_odds).evidence;
        const double evidence = std::max(neighbour.verdict.evidence, std::min(support, held));
        add_match(a, b, inverse(layout_.pose(a)) * layout_.pose(b), options_.prior_log_odds + evidence, true, assembly);
      }
    }
  }

  /// What the assembly did not take is doubted: of such joins that look good, most are wrong.
  void add_suggestions(const std::vector<JoinCandidate>& joins, Assembly& assembly) const {
    constexpr int kMostPerPiece = 3;
    constexpr double kDoubt = 3;
    std::vector<JoinCandidate> sorted = joins;
    std::stable_sort(sorted.begin(), sorted.end(), [](auto& p, auto& q) { return p.log_odds > q.log_odds; });
    std::vector<int> num_suggested(assembly.pieces.size(), 0);
    for (const JoinCandidate& join : sorted) {
      const bool is_same_group = layout_.group_of(join.a) == layout_.group_of(join.b);
      if (is_same_group || (num_suggested[join.a] >= kMostPerPiece && num_suggested[join.b] >= kMostPerPiece)) continue;
      ++num_suggested[join.a];
      ++num_suggested[join.b];
      add_match(join.a, join.b, join.a_from_b, join.log_odds - kDoubt, false, assembly);
    }
  }

 private:
  bool is_corner(int a, int b) const {
    constexpr double kLeastShare = 0.12;  // of the smaller fragment's diameter
    const double length = touching_length(scraps_, a, b, inverse(layout_.pose(a)) * layout_.pose(b));
    return length < kLeastShare * std::min(scraps_.fragments[a].diameter, scraps_.fragments[b].diameter);
  }

  void add_match(int a, int b, const Pose& a_from_b, double log_odds, bool is_made, Assembly& assembly) const {
    Match match{.piece_a = a, .side_a = 0, .piece_b = b, .side_b = 0};
    match.a_from_b = matrix_of(rescaled(a_from_b, 1 / options_.scale));
    match.log_odds = std::min(options_.most_log_odds, log_odds);
    match.probability = probability_of(match.log_odds);
    match.accepted = is_made && match.probability >= options_.min_confidence;
    match.seam = at_full_size(touching_stretches(scraps_, a, b, a_from_b), options_.scale);
    assembly.matches.push_back(match);
  }

  const Scraps& scraps_;
  const Layout& layout_;
  const TornAnswerOptions& options_;
};

}  // namespace

Assembly torn_answer(const Puzzle& puzzle, const Scraps& scraps, const Layout& layout,
                     const std::vector<JoinCandidate>& joins, const TornAnswerOptions& options) {
  Assembly assembly;
  assembly.kind = Kind::kTorn;
  assembly.rotation = Rotation::kFree;
  const AnswerWriter writer(scraps, layout, options);
  writer.add_pieces(puzzle, assembly);
  writer.place_one(assembly);
  writer.add_joins(assembly);
  writer.add_suggestions(joins, assembly);
  assembly.score = layout.score();
  fit_canvases(puzzle, assembly);
  return assembly;
}

}  // namespace solve_puzzle
