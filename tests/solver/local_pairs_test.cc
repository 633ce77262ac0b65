// SPDX-License-Identifier: Apache-2.0
#include "solver/local_pairs.h"

#include <gtest/gtest.h>

#include "solver/pinned_search.h"
#include "solver/solve.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

const CutPuzzle& large_puzzle() {
  static const CutPuzzle made = sample_puzzle({36, 30}, {.piece_size = "16"});
  return made;
}

/// Where a piece of the truth stands.
int piece_at(const Assembly& truth, cv::Point cell) {
  const auto found = std::find_if(truth.pieces.begin(), truth.pieces.end(),
                                  [&](const PlacedPiece& piece) { return piece.cell == cell; });
  return static_cast<int>(found - truth.pieces.begin());
}

/// The truth with two pieces exchanged.
Assembly exchanged(Assembly answer, int a, int b) {
  std::swap(answer.pieces[static_cast<std::size_t>(a)].cell, answer.pieces[static_cast<std::size_t>(b)].cell);
  return answer;
}

TEST(LocalPairs, ALayoutNamesItsNeighbours) {
  const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14"});
  const Frame layout = frame_of(made.puzzle, made.truth);
  const LocalPairs pairs = pairs_of_answer(made.puzzle, made.truth, layout, {});
  std::set<std::pair<int, int>> known;
  for (int side = 0; side < 120; ++side) {
    for (const int partner : pairs.known[static_cast<std::size_t>(side)]) known.insert({side, partner});
  }
  EXPECT_EQ(known, true_joins(made.truth));
}

TEST(LocalPairs, LoosePiecesSeeWhatTheWholeTableShows) {
  const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14", .rotation = "quarter"});
  const Sides sides(made.puzzle);
  const auto compatibility = make_compatibility("mgc", sides);
  const BestPairs all = best_pairs_brute_force(sides, Rotation::kQuarter, *compatibility, 7);
  LocalPairs pairs{.known = std::vector<std::vector<int>>(120), .loose = {3, 17}};
  pairs.known[0] = {50};
  const BestPairs local = best_local_pairs(sides, Rotation::kQuarter, *compatibility, 7, pairs);
  for (const int piece : pairs.loose) {
    for (int i = piece * 28; i < piece * 28 + 28; ++i) EXPECT_EQ(local.partner[i], all.partner[i]) << i;
  }
  EXPECT_EQ(local.partner[0], 50);
  EXPECT_EQ(local.partner[1], -1);
}

TEST(LocalPairs, LoosePiecesAreThoseThatPinsMoveOrDoubt) {
  const CutPuzzle made = sample_puzzle({6, 5}, {.piece_size = "14"});
  const auto at = [&](int x, int y) { return piece_at(made.truth, {x, y}); };
  const int a = at(1, 1), b = at(4, 3), c = at(0, 0), d = at(0, 1);
  const Frame layout = frame_of(made.puzzle, exchanged(made.truth, a, b));
  const Pins pins{.fixed = {{.piece = a, .cell = {1, 1}},
                            {.piece = at(2, 1), .cell = {2, 1}},
                            {.piece = at(1, 2), .cell = {1, 2}}}};
  const auto loose = [&](const Pins& which) {
    const std::vector<int> list = loose_pieces(layout, make_pin_rules(made.puzzle, which), 4);
    return std::set<int>(list.begin(), list.end());
  };
  EXPECT_EQ(loose(pins), (std::set<int>{a, b}));
  const PinnedJoin apart{.piece_a = c, .side_a = kBottom, .piece_b = d, .side_b = kTop};
  EXPECT_EQ(loose({.apart = {apart}}), (std::set<int>{c, d}));
}

TEST(LocalPairs, ACorrectionMendsAnExchangeInALargePuzzle) {
  const Assembly& truth = large_puzzle().truth;
  const int a = piece_at(truth, {7, 9}), b = piece_at(truth, {30, 20});
  Corrections corrections{.earlier = exchanged(truth, a, b)};
  corrections.pins.fixed = {{.piece = a, .cell = {7, 9}},
                            {.piece = piece_at(truth, {8, 9}), .cell = {8, 9}},
                            {.piece = piece_at(truth, {7, 10}), .cell = {7, 10}}};
  const Assembly answer = solve(large_puzzle().puzzle, {}, {.corrections = &corrections});
  EXPECT_EQ(true_joins(answer), true_joins(truth));
}

TEST(LocalPairs, TheRightPieceIsFoundAmongTheRivalsOfAJoinThatIsMarkedWrong) {
  const Assembly& truth = large_puzzle().truth;
  const int a = piece_at(truth, {7, 9}), b = piece_at(truth, {30, 20}), left = piece_at(truth, {6, 9});
  Corrections corrections{.earlier = exchanged(truth, a, b)};
  corrections.earlier->matches = {
      {.piece_a = left, .side_a = kRight, .piece_b = b, .side_b = kLeft, .rivals = {{true, a, kLeft, 0.1}}}};
  corrections.pins.apart = {{.piece_a = left, .side_a = kRight, .piece_b = b, .side_b = kLeft}};
  const Assembly answer = solve(large_puzzle().puzzle, {}, {.corrections = &corrections});
  EXPECT_EQ(true_joins(answer), true_joins(truth));
}

TEST(LocalPairs, JoinsThatNobodyAskedAboutStayAsSureAsTheyWere) {
  const Assembly& truth = large_puzzle().truth;
  Corrections corrections{.earlier = solve(large_puzzle().puzzle, {})};
  corrections.pins.fixed = {{.piece = piece_at(truth, {3, 3}), .cell = {3, 3}},
                            {.piece = piece_at(truth, {4, 3}), .cell = {4, 3}}};
  const Assembly& before = *corrections.earlier;
  const Assembly answer = solve(large_puzzle().puzzle, {}, {.corrections = &corrections});
  ASSERT_EQ(true_joins(answer), true_joins(before));
  std::map<std::pair<int, int>, double> odds;
  for (const Match& match : before.matches) odds[{match.piece_a, match.piece_b}] = match.log_odds;
  for (const Match& match : answer.matches) {
    if (match.is_pinned || !match.accepted) continue;
    EXPECT_EQ(match.log_odds, odds.at({match.piece_a, match.piece_b}));
  }
}

}  // namespace
}  // namespace solve_puzzle
