// SPDX-License-Identifier: Apache-2.0
#include "solver/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "puzzles/error.h"
#include "solver/solve.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Check, NamesWhatIsWrongWithThePuzzle) {
  const Puzzle good = random_puzzle(3, {6, 6});
  EXPECT_NO_THROW(check(good, {}));
  EXPECT_THAT([] { check(Puzzle{}, {}); }, ThrowsMessage<Error>(HasSubstr("no pieces")));
  Puzzle torn = good;
  torn.kind = Kind::kTorn;
  torn.rotation = Rotation::kFree;
  EXPECT_NO_THROW(check(torn, {}));
  Puzzle free_turns = good;
  free_turns.rotation = Rotation::kFree;
  EXPECT_THAT([&] { check(free_turns, {}); }, ThrowsMessage<Error>(HasSubstr("free")));
  Puzzle mixed = good;
  mixed.pieces[1].pixels = random_picture({6, 7}, 1);
  EXPECT_THAT([&] { check(mixed, {}); }, ThrowsMessage<Error>(testing::AllOf(HasSubstr("p1"), HasSubstr("6x7"))));
}

TEST(Check, ARectangularPieceMayLieTurnedOnlyWherePiecesMayBeTurned) {
  Puzzle puzzle = random_puzzle(3, {6, 9}, Rotation::kQuarter);
  puzzle.pieces[2].pixels = random_picture({9, 6}, 1);
  EXPECT_NO_THROW(check(puzzle, {}));
  puzzle.rotation = Rotation::kNone;
  EXPECT_THROW(check(puzzle, {}), Error);
}

TEST(Check, ManyPiecesAreNotSearchedExhaustively) {
  SolveOptions options;
  options.exhaustive = true;
  EXPECT_NO_THROW(check(random_puzzle(9, {4, 4}), options));
  EXPECT_THAT([&] { check(random_puzzle(10, {4, 4}), options); }, ThrowsMessage<Error>(HasSubstr("at most 9")));
}

TEST(ParseGrid, ReadsColumnsTimesRows) {
  EXPECT_EQ(parse_grid("24x18", 432), cv::Size(24, 18));
  EXPECT_EQ(parse_grid("5x5", 20), cv::Size(5, 5)) << "more cells than pieces";
  EXPECT_TRUE(parse_grid("", 7).empty());
}

TEST(ParseGrid, MalformedOrTooSmallGridsAreErrors) {
  for (const std::string text : {"24", "x", "24x", "x18", "0x5", "-3x5", "3x-5", "3X5", "3x5x7", " 3x5", "3x5 ",
                                 "3.5x2", "99999x1", "99999999999x1", "a3x5"}) {
    EXPECT_THAT([&] { parse_grid(text, 1); }, ThrowsMessage<Error>(HasSubstr(text))) << "'" << text << "'";
  }
  EXPECT_THAT([] { parse_grid("3x2", 7); }, ThrowsMessage<Error>(testing::AllOf(HasSubstr("6 cells"), HasSubstr("7"))));
}

TEST(Solve, SaysNoToWhatItCannotSolve) {
  SolveOptions options;
  EXPECT_THROW(solve(Puzzle{}, options), Error);
  Puzzle puzzle = random_puzzle(12, {5, 5});
  options.grid = "3x3";
  EXPECT_THROW(solve(puzzle, options), Error);
  options.grid = "three";
  EXPECT_THROW(solve(puzzle, options), Error);
  options.grid = "";
  options.exhaustive = true;
  EXPECT_THROW(solve(puzzle, options), Error);
  options.exhaustive = false;
  options.compatibility = "sum";
  EXPECT_THROW(solve(puzzle, options), Error);
  options.compatibility = "mgc";
  puzzle.pieces[3].pixels = random_picture({5, 6}, 2);
  EXPECT_THROW(solve(puzzle, options), Error);
}

TEST(TurnStep, IsTheTurnThatKeepsTheShape) {
  EXPECT_EQ(turn_step_of(random_puzzle(1, {4, 4})), 4);
  EXPECT_EQ(turn_step_of(random_puzzle(1, {4, 4}, Rotation::kQuarter)), 1);
  EXPECT_EQ(turn_step_of(random_puzzle(1, {4, 6}, Rotation::kQuarter)), 2);
}

TEST(EqualSides, AllPicturesGetTheSizeOfTheFirst) {
  Puzzle puzzle = random_puzzle(2, {6, 9}, Rotation::kQuarter);
  puzzle.pieces.push_back({.id = "lying", .pixels = random_picture({9, 6}, 1)});
  const Puzzle equal = with_equal_sides(puzzle);
  for (const Piece& piece : equal.pieces) EXPECT_EQ(piece.pixels.size(), cv::Size(6, 9));
  EXPECT_TRUE(equal_pixels(turned(puzzle.pieces[2].pixels, 1), equal.pieces[2].pixels));
  EXPECT_TRUE(equal_pixels(puzzle.pieces[1].pixels, equal.pieces[1].pixels));
}

}  // namespace
}  // namespace solve_puzzle
