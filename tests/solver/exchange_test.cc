// SPDX-License-Identifier: Apache-2.0
#include "solver/exchange.h"

#include <gtest/gtest.h>

#include "solver/assemble.h"
#include "solver/best_pairs.h"
#include "solver/pinned_search.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

/// A cut puzzle, its scores, and the true layout with three pieces in each other's cells, turned where they may be.
struct Mixed {
  CutPuzzle made;
  AssemblyScores scores;
  Frame truth, frame;
  std::vector<int> pieces;
};

Mixed mixed(const std::string& rotation) {
  CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14", .rotation = rotation});
  const Sides sides(made.puzzle);
  const PairGraph graph =
      make_pair_graph(best_pairs(sides, made.puzzle.rotation, *make_compatibility("mgc", sides), 20));
  const Frame truth = frame_of(made.puzzle, made.truth);
  Frame frame = truth;
  const int cells[3] = {7, 10, 21};
  Oriented there[3];
  for (int i = 0; i < 3; ++i) {
    there[i] = frame.at(cells[i]);
    frame.remove(cells[i]);
  }
  const int turned = rotation == "none" ? 0 : 1;
  std::vector<int> pieces;
  for (int i = 0; i < 3; ++i) {
    const Oriented next = there[(i + 1) % 3];
    frame.put(cells[i], oriented(piece_in(next), turns_of(next) + turned));
    pieces.push_back(piece_in(next));
  }
  return {std::move(made), make_assembly_scores(graph, judge_pairs(graph, {})), truth, frame, pieces};
}

bool is_equal(const Frame& p, const Frame& q) {
  for (int cell = 0; cell < p.num_cells(); ++cell) {
    if (p.at(cell) != q.at(cell)) return false;
  }
  return true;
}

TEST(Exchange, BringsMixedUpPiecesBack) {
  for (const char* rotation : {"none", "quarter"}) {
    const Mixed m = mixed(rotation);
    const int turn_step = std::string(rotation) == "none" ? 4 : 1;
    EXPECT_TRUE(is_equal(with_best_exchanges(m.frame, m.scores, {}, m.pieces, turn_step), m.truth)) << rotation;
  }
}

TEST(Exchange, PiecesThatAreNotNamedOrPinnedStay) {
  const Mixed m = mixed("none");
  EXPECT_TRUE(is_equal(with_best_exchanges(m.frame, m.scores, {}, {m.pieces[0]}, 4), m.frame));
  PinRules pins;
  pins.blocks = {{{{0, 0}, oriented(m.pieces[0], 0)}, {{1, 0}, oriented(m.pieces[1], 0)}}};
  EXPECT_TRUE(is_equal(with_best_exchanges(m.frame, m.scores, pins, m.pieces, 4), m.frame));
}

TEST(Exchange, NeverMakesAJoinThatMustNotBe) {
  const Mixed m = mixed("none");
  PinRules pins;
  pins.apart = {{side_towards(m.truth.at(7), kRight), side_towards(m.truth.at(8), kLeft)}};
  const Frame found = with_best_exchanges(m.frame, m.scores, pins, m.pieces, 4);
  EXPECT_FALSE(is_equal(found, m.truth));
  EXPECT_TRUE(broken_apart(found, pins).empty());
  EXPECT_TRUE(broken_apart(with_best_exchanges(m.truth, m.scores, pins, m.pieces, 4), pins).empty());
}

}  // namespace
}  // namespace solve_puzzle
