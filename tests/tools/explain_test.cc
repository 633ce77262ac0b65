// SPDX-License-Identifier: Apache-2.0
// How a seam is drawn, how pieces are named, and what solve --explain refuses.
#include "tools/commands/explain.h"

#include <gmock/gmock.h>

#include "puzzles/error.h"
#include "tests/tools/run_program.h"
#include "tools/commands/labels.h"
#include "tools/commands/piece_name.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

Puzzle two_pieces() {
  Puzzle puzzle{.piece_size = {28, 28}};
  puzzle.pieces.push_back({.id = "p0001", .pixels = cv::Mat(28, 28, CV_8UC3, cv::Scalar(200, 0, 0))});
  puzzle.pieces.push_back({.id = "p0002", .pixels = cv::Mat(28, 28, CV_8UC3, cv::Scalar(0, 0, 200))});
  return puzzle;
}

int count_of(const cv::Mat& picture, const cv::Scalar& colour) {
  cv::Mat is_equal;
  cv::inRange(picture, colour, colour, is_equal);
  return cv::countNonZero(is_equal);
}

SeamLook crf_look(std::size_t length) {
  SeamLook look{.log_odds = 2};
  look.weights.assign(length, 1.0F / static_cast<float>(length));
  look.touch.assign(length, 0.5F);
  look.stretch.assign(length, 1);
  return look;
}

TEST(DrawExplanation, ShowsBothPiecesAndWhatTheNetworkGives) {
  const Puzzle puzzle = two_pieces();
  const cv::Mat whole = draw_explanation(puzzle, {kRight, 4 + kLeft, SeamLook{.log_odds = 2}, "whole"});
  const cv::Mat crf = draw_explanation(puzzle, {kRight, 4 + kLeft, crf_look(28), "crf"});
  for (const cv::Mat& picture : {whole, crf}) {
    ASSERT_EQ(picture.type(), CV_8UC3);
    for (const Piece& piece : puzzle.pieces) EXPECT_EQ(count_of(picture, cv::mean(piece.pixels)), 420 * 420);
  }
  EXPECT_EQ(count_of(whole, kBlue) + count_of(whole, kOrange) + count_of(whole, kGreen), 0);
  for (const cv::Scalar& colour : {kBlue, kOrange, kGreen}) EXPECT_GT(count_of(crf, colour), 100);
}

TEST(DrawExplanation, MarksOnlyTheStretch) {
  SeamLook half = crf_look(28);
  std::fill_n(half.stretch.begin(), 14, std::uint8_t{0});
  const cv::Mat picture = draw_explanation(two_pieces(), {kTop, 4 + kBottom, half, "crf"});
  const cv::Mat all = draw_explanation(two_pieces(), {kTop, 4 + kBottom, crf_look(28), "crf"});
  EXPECT_LT(count_of(picture, kGreen), count_of(all, kGreen));
}

TEST(PieceName, IsAnIdWithOrWithoutASide) {
  const Puzzle puzzle = two_pieces();
  EXPECT_EQ(find_piece(puzzle, "p0002").piece, 1);
  EXPECT_FALSE(find_piece(puzzle, "p0002").side.has_value());
  EXPECT_EQ(find_piece(puzzle, "p0001:bottom").side, kBottom);
}

TEST(PieceName, UnknownOnesAreRefusedWithTheNearest) {
  const Puzzle puzzle = two_pieces();
  EXPECT_THAT([&] { find_piece(puzzle, "p0003"); },
              ThrowsMessage<Error>(AllOf(HasSubstr("no piece 'p0003'"), HasSubstr("p0001, p0002"))));
  EXPECT_THAT([&] { find_piece(puzzle, "nothing like it:top"); }, ThrowsMessage<Error>(HasSubstr("p0001 to p0002")));
  EXPECT_THAT([&] { find_piece(puzzle, "p0001:up"); }, ThrowsMessage<Error>(HasSubstr("top, right, bottom, left")));
}

TEST(SolveExplain, NeedsALearnedMatcherAndTwoPieces) {
  TemporaryFolder folder;
  write_sample(folder / "photo.png", 112, 84);
  ASSERT_EQ(run_program({"cut", folder / "photo.png", "-o", folder / "puzzle"}).exit_code, 0);
  const auto explain = [&](std::vector<std::string> pieces) {
    pieces.insert(pieces.begin(),
                  {"solve", folder / "puzzle", "-o", folder / "out", "--matcher", "classical", "--explain"});
    return run_program(pieces);
  };
  const ProgramRun classical = explain({"a", "b"});
  EXPECT_EQ(classical.exit_code, 1);
  EXPECT_THAT(classical.err, HasSubstr("--matcher learned"));
  EXPECT_EQ(explain({"a"}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
}  // namespace solve_puzzle
