// SPDX-License-Identifier: Apache-2.0
#include "solver/pinned_search.h"

#include <gtest/gtest.h>

#include "solver/solve.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

std::set<std::pair<int, int>> made_joins(const Assembly& answer) { return true_joins(answer); }

PinnedJoin join_of(const std::pair<int, int>& sides) {
  return {
      .piece_a = sides.first >> 2, .side_a = sides.first & 3, .piece_b = sides.second >> 2, .side_b = sides.second & 3};
}

/// Joins that no answer would make by itself: sides drawn at random, each piece in one join at most.
Pins random_pins(int num_pieces, bool may_turn, std::uint64_t seed) {
  Random random(seed);
  std::vector<int> order(static_cast<std::size_t>(num_pieces));
  std::iota(order.begin(), order.end(), 0);
  random.shuffle(order);
  Pins pins;
  for (std::size_t i = 0; i + 1 < order.size() && i < 12; i += 2) {
    const int side = static_cast<int>(random.below(4));
    const int other = may_turn ? static_cast<int>(random.below(4)) : opposite(side);
    pins.together.push_back({.piece_a = order[i], .side_a = side, .piece_b = order[i + 1], .side_b = other});
  }
  return pins;
}

void expect_honoured(const Assembly& answer, const Pins& pins) {
  const std::set<std::pair<int, int>> joins = made_joins(answer);
  for (const PinnedJoin& join : pins.together) {
    EXPECT_TRUE(joins.contains({join.piece_a * 4 + join.side_a, join.piece_b * 4 + join.side_b}))
        << join.piece_a << " " << join.piece_b;
  }
  for (const PinnedJoin& join : pins.apart) {
    EXPECT_FALSE(joins.contains({join.piece_a * 4 + join.side_a, join.piece_b * 4 + join.side_b}))
        << join.piece_a << " " << join.piece_b;
  }
}

TEST(PinnedSearch, HonoursEvenAbsurdJoins) {
  for (const char* rotation : {"none", "quarter"}) {
    for (const std::uint64_t seed : {1, 2, 3}) {
      const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14", .rotation = rotation});
      const Corrections corrections{.pins = random_pins(30, made.puzzle.rotation == Rotation::kQuarter, seed),
                                    .earlier = {}};
      const Assembly answer = solve(made.puzzle, {.rotation = rotation}, {.corrections = &corrections});
      expect_honoured(answer, corrections.pins);
    }
  }
}

TEST(PinnedSearch, KeepsApartWhatTheAnswerWouldJoin) {
  const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14"});
  const Assembly before = solve(made.puzzle, {});
  Corrections corrections{.pins = {}, .earlier = before};
  for (const auto& sides : made_joins(before)) {
    if (sides.first < sides.second && corrections.pins.apart.size() < 6)
      corrections.pins.apart.push_back(join_of(sides));
  }
  ASSERT_EQ(corrections.pins.apart.size(), 6U);
  expect_honoured(solve(made.puzzle, {}, {.corrections = &corrections}), corrections.pins);
}

TEST(PinnedSearch, FixedPiecesKeepTheirPlacesToEachOther) {
  const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14"});
  Corrections corrections;
  corrections.pins.fixed = {{.piece = 3, .cell = {0, 0}}, {.piece = 8, .cell = {4, 1}}, {.piece = 20, .cell = {2, 3}}};
  const Assembly answer = solve(made.puzzle, {}, {.corrections = &corrections});
  const PlacedPiece& first = answer.pieces[3];
  for (const FixedPiece& fixed : corrections.pins.fixed) {
    const PlacedPiece& piece = answer.pieces[static_cast<std::size_t>(fixed.piece)];
    ASSERT_TRUE(piece.placed);
    EXPECT_EQ(piece.group, first.group);
    EXPECT_EQ(*piece.cell - *first.cell, fixed.cell);
  }
}

TEST(PinnedSearch, TheTrueJoinsAsPinsGiveTheTruthWhateverThePixelsSay) {
  const CutPuzzle made = sample_puzzle({5, 4}, {.piece_size = "8", .noise = 60});
  Corrections corrections;
  for (const auto& sides : true_joins(made.truth)) {
    if (sides.first < sides.second) corrections.pins.together.push_back(join_of(sides));
  }
  const Assembly answer = solve(made.puzzle, {}, {.corrections = &corrections});
  EXPECT_EQ(made_joins(answer), true_joins(made.truth));
  for (const Match& match : answer.matches) EXPECT_TRUE(match.is_pinned && match.accepted);
}

TEST(PinnedSearch, RectangularPiecesThatAreTurnedKeepTheirPins) {
  const CutPuzzle made = sample_puzzle({5, 4}, {.piece_size = "20x12", .rotation = "quarter"});
  Corrections corrections;
  for (const auto& sides : true_joins(made.truth)) {
    if (sides.first < sides.second && sides.first % 3 == 0) corrections.pins.together.push_back(join_of(sides));
  }
  ASSERT_GT(corrections.pins.together.size(), 3U);
  const Assembly answer = solve(made.puzzle, {.rotation = "quarter"}, {.corrections = &corrections});
  expect_honoured(answer, corrections.pins);
  corrections.earlier = answer;
  expect_honoured(solve(made.puzzle, {.rotation = "quarter"}, {.corrections = &corrections}), corrections.pins);
}

TEST(PinnedSearch, AnEarlierAnswerComesBackAsALayout) {
  for (const char* rotation : {"none", "quarter"}) {
    const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14", .rotation = rotation});
    const Frame frame = frame_of(made.puzzle, made.truth);
    EXPECT_EQ(frame.num_placed(), 30);
    EXPECT_EQ(frame.num_cells(), 30);
    for (std::size_t i = 0; i < made.truth.pieces.size(); ++i) {
      const int cell = frame.cell_of(static_cast<int>(i));
      EXPECT_EQ(frame.place(cell), *made.truth.pieces[i].cell);
      EXPECT_EQ(turns_of(frame.at(cell)), made.truth.pieces[i].quarter_turns);
    }
  }
}

TEST(PinnedSearch, ThreadsDoNotChangeTheAnswer) {
  const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14"});
  const Corrections corrections{.pins = random_pins(30, false, 5), .earlier = made.truth};
  std::set<std::set<std::pair<int, int>>> answers;
  for (const int threads : {1, 3}) {
    answers.insert(made_joins(solve(made.puzzle, {.threads = threads}, {.corrections = &corrections})));
  }
  EXPECT_EQ(answers.size(), 1U);
}

TEST(PinnedSearch, EvidenceOfPinnedSidesHasNoRivals) {
  const CutPuzzle made = sample_puzzle({5, 4}, {.piece_size = "14"});
  const Sides sides(made.puzzle);
  const PairGraph graph = make_pair_graph(best_pairs(sides, Rotation::kNone, *make_compatibility("mgc", sides), 8));
  const PairEvidence evidence = judge_pairs(graph, {});
  const Pins pins{.together = {{.piece_a = 0, .side_a = kRight, .piece_b = 7, .side_b = kLeft}},
                  .apart = {{.piece_a = 3,
                             .side_a = kTop,
                             .piece_b = graph.partner[static_cast<std::size_t>(graph.row_begin[12])] >> 2,
                             .side_b = kBottom}}};
  const PinRules rules = make_pin_rules(made.puzzle, pins);
  const PinnedEvidence pinned = pinned_evidence(graph, evidence, rules);
  EXPECT_EQ(pinned.graph.row_begin[2] - pinned.graph.row_begin[1], 1);
  EXPECT_GE(pinned.graph.find(1, 31), 0);
  EXPECT_LT(pinned.graph.find(12, pins.apart[0].piece_b * 4 + kBottom), 0);
  for (int e = 0; e < pinned.graph.num_entries(); ++e) {
    const int mate = pinned.graph.mate[static_cast<std::size_t>(e)];
    ASSERT_GE(mate, 0);
    EXPECT_EQ(pinned.graph.mate[static_cast<std::size_t>(mate)], e);
  }
}

}  // namespace
}  // namespace solve_puzzle
