// SPDX-License-Identifier: Apache-2.0
#include "solver/pin_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "puzzles/error.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string refusal(const Puzzle& puzzle, const Pins& pins) {
  try {
    make_pin_rules(puzzle, pins);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

/// Pins for every true join of a cut puzzle.
Pins pins_of(const std::set<std::pair<int, int>>& joins) {
  Pins pins;
  for (const auto& [a, b] : joins) {
    if (a < b) pins.together.push_back({.piece_a = a >> 2, .side_a = a & 3, .piece_b = b >> 2, .side_b = b & 3});
  }
  return pins;
}

TEST(PinRules, TheTrueJoinsMakeTheTruePicture) {
  for (const char* rotation : {"none", "quarter"}) {
    const CutPuzzle made = sample_puzzle({5, 4}, {.piece_size = "12", .rotation = rotation});
    const PinRules rules = make_pin_rules(made.puzzle, pins_of(true_joins(made.truth)));
    ASSERT_EQ(rules.blocks.size(), 1U);
    EXPECT_EQ(rules.blocks[0].size(), 20U);
    const cv::Size size = bounds(rules.blocks[0]).size();
    EXPECT_EQ(std::max(size.width, size.height), 5);
    EXPECT_EQ(rules.together.size(), true_joins(made.truth).size() / 2);
  }
}

TEST(PinRules, FixedPiecesOfOneGroupAreOneBlockEvenWhenTheyDoNotTouch) {
  const Puzzle puzzle = random_puzzle(6, {8, 8});
  const PinRules rules = make_pin_rules(puzzle, {.fixed = {{.piece = 1, .group = 0, .cell = {0, 0}},
                                                           {.piece = 4, .group = 0, .cell = {3, -2}},
                                                           {.piece = 2, .group = 1, .cell = {0, 0}}}});
  ASSERT_EQ(rules.blocks.size(), 1U);
  EXPECT_EQ(rules.blocks[0].size(), 2U);
  EXPECT_TRUE(rules.together.empty());
}

TEST(PinRules, NamesOnlyThePinsThatContradictEachOther) {
  const Puzzle puzzle = random_puzzle(6, {8, 8});
  const Pins pins{.together = {{.piece_a = 4, .side_a = kTop, .piece_b = 5, .side_b = kBottom},
                               {.piece_a = 0, .side_a = kRight, .piece_b = 1, .side_b = kLeft},
                               {.piece_a = 0, .side_a = kRight, .piece_b = 2, .side_b = kLeft}}};
  EXPECT_THAT(refusal(puzzle, pins),
              AllOf(HasSubstr("p0 right | p1 left"), HasSubstr("p0 right | p2 left"), Not(HasSubstr("p4"))));
}

TEST(PinRules, RefusesRingsThatDoNotClose) {
  const Puzzle puzzle = random_puzzle(4, {8, 8});
  const Pins pins{.together = {{.piece_a = 0, .side_a = kRight, .piece_b = 1, .side_b = kLeft},
                               {.piece_a = 1, .side_a = kBottom, .piece_b = 2, .side_b = kTop},
                               {.piece_a = 2, .side_a = kRight, .piece_b = 0, .side_b = kLeft}}};
  EXPECT_THAT(refusal(puzzle, pins), HasSubstr("p2 right | p0 left"));
}

TEST(PinRules, RefusesTurnsThatThePiecesDoNotMake) {
  const PinnedJoin join{.piece_a = 0, .side_a = kRight, .piece_b = 1, .side_b = kTop};
  EXPECT_THAT(refusal(random_puzzle(2, {8, 8}), {.together = {join}}), HasSubstr("p0 right | p1 top"));
  EXPECT_EQ(refusal(random_puzzle(2, {8, 8}, Rotation::kQuarter), {.together = {join}}), "");
  EXPECT_THAT(refusal(random_puzzle(2, {8, 6}, Rotation::kQuarter), {.together = {join}}), HasSubstr("p0 right"));
  EXPECT_THAT(
      refusal(random_puzzle(2, {8, 8}), {.fixed = {{.piece = 0}, {.piece = 1, .cell = {1, 0}, .quarter_turns = 1}}}),
      HasSubstr("fixed p1"));
}

TEST(PinRules, RefusesWhatMustBeTogetherAndApart) {
  const PinnedJoin join{.piece_a = 0, .side_a = kRight, .piece_b = 1, .side_b = kLeft};
  const PinnedJoin same{.piece_a = 1, .side_a = kLeft, .piece_b = 0, .side_b = kRight};
  const Puzzle puzzle = random_puzzle(3, {8, 8});
  EXPECT_THAT(refusal(puzzle, {.together = {join}, .apart = {same}}),
              AllOf(HasSubstr("together p0"), HasSubstr("apart p1")));
  EXPECT_THAT(refusal(puzzle, {.apart = {join}, .fixed = {{.piece = 0}, {.piece = 1, .cell = {1, 0}}}}),
              HasSubstr("apart p0"));
  EXPECT_EQ(refusal(puzzle, {.apart = {join}, .fixed = {{.piece = 0}, {.piece = 1, .cell = {-1, 0}}}}), "");
}

TEST(PinRules, RefusesTwoPiecesInOneCell) {
  EXPECT_THAT(refusal(random_puzzle(3, {8, 8}), {.fixed = {{.piece = 0}, {.piece = 2}}}),
              AllOf(HasSubstr("p0"), HasSubstr("p2")));
}

TEST(PinRules, NoPinsAreNoRules) {
  EXPECT_TRUE(make_pin_rules(random_puzzle(3, {8, 8}), {}).is_empty());
  EXPECT_TRUE(honours(Frame(2, 2, 3), {}));
}

}  // namespace
}  // namespace solve_puzzle
