// SPDX-License-Identifier: Apache-2.0
// What the tests of this folder share: puzzles of random tiles, cut sample pictures, random candidates, scores and
// layouts. No laws.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "puzzles/cut.h"
#include "puzzles/random.h"
#include "puzzles/sample.h"
#include "solver/assemble.h"
#include "solver/best_pairs.h"
#include "solver/context.h"
#include "solver/frame.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {

inline Puzzle puzzle_of(const std::vector<cv::Mat>& pictures, Rotation rotation = Rotation::kNone) {
  Puzzle puzzle{.kind = Kind::kSquare, .rotation = rotation};
  if (!pictures.empty()) puzzle.piece_size = pictures.front().size();
  for (const cv::Mat& picture : pictures) {
    puzzle.pieces.push_back({.id = fmt::format("p{}", puzzle.pieces.size()), .pixels = picture});
  }
  return puzzle;
}

/// Tiles of independent random samples; see random_picture() for `levels`.
inline Puzzle random_puzzle(int num_pieces, cv::Size size, Rotation rotation = Rotation::kNone, int type = CV_8UC3,
                            std::uint32_t levels = 256) {
  std::vector<cv::Mat> pictures;
  for (int i = 0; i < num_pieces; ++i) {
    pictures.push_back(random_picture(size, static_cast<std::uint64_t>(1000 + i), type, levels));
  }
  return puzzle_of(pictures, rotation);
}

inline Puzzle flat_puzzle(int num_pieces, cv::Size size, const cv::Scalar& colour,
                          Rotation rotation = Rotation::kNone) {
  std::vector<cv::Mat> pictures;
  for (int i = 0; i < num_pieces; ++i) pictures.emplace_back(size, CV_8UC3, colour);
  return puzzle_of(pictures, rotation);
}

/// A landscape of cols × rows tiles, cut.
inline CutPuzzle sample_puzzle(cv::Size grid, const CutOptions& options, std::uint64_t seed = 1) {
  const cv::Size tile = parse_piece_size(options.piece_size);
  return cut({sample_picture({grid.width * tile.width, grid.height * tile.height}, seed)}, options);
}

/// The sides that are neighbours in the truth of a cut puzzle, both ways round.
inline std::set<std::pair<int, int>> true_joins(const Assembly& truth) {
  std::set<std::pair<int, int>> joins;
  for (std::size_t a = 0; a < truth.pieces.size(); ++a) {
    for (std::size_t b = 0; b < truth.pieces.size(); ++b) {
      const PlacedPiece& pa = truth.pieces[a];
      const PlacedPiece& pb = truth.pieces[b];
      if (pa.group != pb.group || !pa.cell || !pb.cell) continue;
      for (int direction = 0; direction < 4; ++direction) {
        if (*pa.cell + step_towards(direction) != *pb.cell) continue;
        joins.emplace(static_cast<int>(a) * 4 + side_facing(direction, pa.quarter_turns),
                      static_cast<int>(b) * 4 + side_facing(opposite(direction), pb.quarter_turns));
      }
    }
  }
  return joins;
}

/// The same number for (a, b) and (b, a), in [0, 1).
inline float pair_number(int a, int b, std::uint64_t seed) {
  const auto low = static_cast<std::uint64_t>(std::min(a, b));
  return static_cast<float>(Random(seed, low * 1000003 + static_cast<std::uint64_t>(std::max(a, b))).uniform());
}

/// Every side of tiles of some size lists `k` random partners that it may face, dissimilarities from 0 to 100.
inline BestPairs random_pairs(int num_pieces, Rotation rotation, int k, std::uint64_t seed, cv::Size tile = {2, 2}) {
  const Sides sides(flat_puzzle(num_pieces, tile, {0, 0, 0}));
  Random random(seed);
  BestPairs best{.num_candidates = k};
  for (int side = 0; side < 4 * num_pieces; ++side) {
    std::set<int> chosen;
    for (int attempt = 0; attempt < 20 * k && static_cast<int>(chosen.size()) < k; ++attempt) {
      const int other = static_cast<int>(random.below(static_cast<std::uint32_t>(4 * num_pieces)));
      if (may_face(sides, rotation, side, other)) chosen.insert(other);
    }
    std::vector<std::pair<float, int>> row;
    for (const int other : chosen) row.emplace_back(100 * pair_number(side, other, seed), other);
    std::sort(row.begin(), row.end());
    for (const auto& [dissimilarity, other] : row) {
      best.partner.push_back(other);
      best.dissimilarity.push_back(dissimilarity);
    }
    best.partner.resize(static_cast<std::size_t>((side + 1) * k), -1);
    best.dissimilarity.resize(best.partner.size());
  }
  return best;
}

/// One symmetric number per entry, from `low` to `high`.
inline std::vector<float> random_entries(const PairGraph& graph, float low, float high, std::uint64_t seed) {
  std::vector<float> values;
  for (int side = 0; side < graph.num_sides(); ++side) {
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
      values.push_back(low + (high - low) * pair_number(side, graph.partner[e], seed));
    }
  }
  return values;
}

/// Candidates and what they are worth.
struct Judged {
  PairGraph graph;
  PairEvidence evidence;
  AssemblyScores scores() const { return make_assembly_scores(graph, evidence); }
};

/// turn_step: see Rules.
inline Judged random_evidence(int num_pieces, int turn_step, int k, std::uint64_t seed) {
  const Rotation rotation = turn_step == 4 ? Rotation::kNone : Rotation::kQuarter;
  const cv::Size tile = turn_step == 1 ? cv::Size(2, 2) : cv::Size(2, 3);
  Judged judged{.graph = make_pair_graph(random_pairs(num_pieces, rotation, k, seed, tile)), .evidence = {}};
  judged.evidence.objective = random_entries(judged.graph, -9.0F, 0.0F, seed + 1);
  judged.evidence.guide = random_entries(judged.graph, -14.0F, 0.0F, seed + 2);
  Random random(seed + 3);
  for (int side = 0; side < judged.graph.num_sides(); ++side) {
    judged.evidence.no_partner.push_back(static_cast<float>(-9 * random.uniform()));
  }
  return judged;
}

inline Judged judged(const Puzzle& puzzle, int num_candidates = 20) {
  const Sides sides(puzzle);
  Judged result{
      .graph = make_pair_graph(best_pairs(sides, puzzle.rotation, *mahalanobis_gradient(sides), num_candidates)),
      .evidence = {}};
  result.evidence = judge_pairs(result.graph, {});
  return result;
}

/// Puts `num_placed` random pieces into random cells.
inline Frame random_frame(cv::Size size, int num_pieces, int num_placed, int turn_step, Random& random) {
  Frame frame(size.width, size.height, num_pieces);
  std::vector<int> cells(static_cast<std::size_t>(frame.num_cells()));
  std::vector<int> pieces(static_cast<std::size_t>(num_pieces));
  std::iota(cells.begin(), cells.end(), 0);
  std::iota(pieces.begin(), pieces.end(), 0);
  random.shuffle(cells);
  random.shuffle(pieces);
  for (int i = 0; i < num_placed; ++i) {
    const int turns = static_cast<int>(random.below(static_cast<std::uint32_t>(4 / turn_step))) * turn_step;
    frame.put(cells[i], oriented(pieces[i], turns));
  }
  return frame;
}

/// What stands in the cells, row by row.
inline std::vector<Oriented> cells_of(const Frame& frame) {
  std::vector<Oriented> cells;
  for (int cell = 0; cell < frame.num_cells(); ++cell) cells.push_back(frame.at(cell));
  return cells;
}

}  // namespace solve_puzzle
