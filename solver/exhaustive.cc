// SPDX-License-Identifier: Apache-2.0
#include "solver/exhaustive.h"

#include <fmt/format.h>

#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

class Enumeration {
 public:
  Enumeration(const AssemblyScores& scores, int turn_step, int num_pieces, cv::Size size)
      : scores_(scores), turn_step_(turn_step), frame_(size.width, size.height, num_pieces), best_(frame_) {}

  void run(int num_left, int cell) {
    if (num_left == 0) {
      const double score = frame_score(frame_, scores_);
      if (score > best_score_) {
        best_score_ = score;
        best_ = frame_;
      }
      return;
    }
    if (frame_.num_cells() - cell > num_left) run(num_left, cell + 1);  // this cell stays empty
    for (int piece = 0; piece < frame_.num_pieces(); ++piece) {
      if (!frame_.is_free(piece)) continue;
      for (int turns = 0; turns < 4; turns += turn_step_) {
        frame_.put(cell, oriented(piece, turns));
        run(num_left - 1, cell + 1);
        frame_.remove(cell);
      }
    }
  }

  const Frame& best() const { return best_; }
  double best_score() const { return best_score_; }

 private:
  const AssemblyScores& scores_;
  int turn_step_;
  Frame frame_;
  Frame best_;
  double best_score_ = -1e18;
};

std::vector<cv::Size> sizes_to_try(int num_pieces, const AssembleOptions& options) {
  if (!options.grid.empty()) return {options.grid};
  std::vector<cv::Size> sizes;
  for (int cols = 1; cols <= num_pieces; ++cols) {
    if (num_pieces % cols == 0) sizes.emplace_back(cols, num_pieces / cols);
  }
  return sizes;
}

}  // namespace

Frame assemble_exhaustively(const PairGraph& graph, const PairEvidence& evidence, const AssembleOptions& options) {
  const int num_pieces = graph.num_sides() / 4;
  const int most = options.turn_step == 4 ? 9 : 5;
  if (num_pieces > most) {
    throw Error(fmt::format("the exhaustive search takes at most {} pieces of this rotation; the puzzle has {}", most,
                            num_pieces));
  }
  if (constexpr int kMaxCells = 12; options.grid.area() > kMaxCells) {
    throw Error(fmt::format("the exhaustive search takes grids of at most {} cells; grid {}x{} has {}", kMaxCells,
                            options.grid.width, options.grid.height, options.grid.area()));
  }
  const AssemblyScores scores = make_assembly_scores(graph, evidence);
  Frame best(1, 1, num_pieces);
  double best_score = -1e18;
  for (const cv::Size size : sizes_to_try(num_pieces, options)) {
    Enumeration enumeration(scores, options.turn_step, num_pieces, size);
    enumeration.run(num_pieces, 0);
    if (enumeration.best_score() <= best_score) continue;
    best_score = enumeration.best_score();
    best = enumeration.best();
  }
  return best;
}

}  // namespace solve_puzzle
