// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/find_errors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "puzzles/accuracy.h"
#include "puzzles/cut.h"
#include "puzzles/sample.h"
#include "puzzles/square_grid.h"
#include "tools/commands/draw_errors.h"

namespace solve_puzzle {
namespace {

CutPuzzle sample_puzzle(const std::string& rotation) {
  return cut({sample_picture({8 * 12, 6 * 12}, 3)}, {.piece_size = "12", .rotation = rotation});
}

void swap_places(Assembly& assembly, std::size_t i, std::size_t j) {
  std::swap(assembly.pieces[i].cell, assembly.pieces[j].cell);
  std::swap(assembly.pieces[i].canvas_from_piece, assembly.pieces[j].canvas_from_piece);
}

// A piece whose cell is not at the border, so that it has four joins.
std::size_t piece_in(const Assembly& assembly, cv::Point cell) {
  for (std::size_t i = 0; i < assembly.pieces.size(); ++i) {
    if (assembly.pieces[i].cell == cell) return i;
  }
  return assembly.pieces.size();
}

int num_wrong(const AnswerErrors& errors) {
  return std::accumulate(errors.is_wrong_piece.begin(), errors.is_wrong_piece.end(), 0);
}

class FindErrors : public testing::TestWithParam<const char*> {};

TEST_P(FindErrors, TheTruthHasNone) {
  const CutPuzzle made = sample_puzzle(GetParam());
  const AnswerErrors errors = find_errors(lay_out(made.truth, made.truth, &made.puzzle));
  EXPECT_EQ(num_wrong(errors), 0);
  EXPECT_TRUE(errors.wrong_joins.empty());
}

TEST_P(FindErrors, TwoExchangedPiecesAreWrongWithAllTheirJoins) {
  const CutPuzzle made = sample_puzzle(GetParam());
  Assembly answer = made.truth;
  const std::size_t i = piece_in(answer, {1, 1}), j = piece_in(answer, {5, 4});
  swap_places(answer, i, j);
  const AnswerErrors errors = find_errors(lay_out(answer, made.truth, &made.puzzle));
  EXPECT_EQ(num_wrong(errors), 2);
  EXPECT_TRUE(errors.is_wrong_piece[i] && errors.is_wrong_piece[j]);
  EXPECT_EQ(errors.wrong_joins.size(), 8U);
}

TEST_P(FindErrors, AgreesWithTheMeasures) {
  const CutPuzzle made = sample_puzzle(GetParam());
  Assembly answer = made.truth;
  for (std::size_t i = 0; i + 7 < answer.pieces.size(); i += 11) swap_places(answer, i, i + 7);
  const AnswerErrors errors = find_errors(lay_out(answer, made.truth, &made.puzzle));
  const Accuracy accuracy = judge(answer, made.truth, &made.puzzle);
  const int num_joins = 8 * 5 + 6 * 7;
  EXPECT_EQ(num_wrong(errors), accuracy.num_wrong_placed);
  EXPECT_NEAR(1.0 - static_cast<double>(errors.wrong_joins.size()) / num_joins, accuracy.neighbour_fair, 1e-12);
}

TEST_P(FindErrors, DrawingShowsThemInRedAndOnlyThem) {
  const CutPuzzle made = sample_puzzle(GetParam());
  Assembly answer = made.truth;
  const cv::Mat clean = draw_errors(made.puzzle, answer, made.truth);
  ASSERT_EQ(clean.size(), cv::Size(8 * 12, 6 * 12));
  const std::size_t i = piece_in(answer, {1, 1}), j = piece_in(answer, {5, 4});
  swap_places(answer, i, j);
  const cv::Mat drawn = draw_errors(made.puzzle, answer, made.truth);
  EXPECT_NE(drawn.at<cv::Vec3b>(18, 18), clean.at<cv::Vec3b>(18, 18));
  EXPECT_EQ(drawn.at<cv::Vec3b>(42, 40), clean.at<cv::Vec3b>(42, 40));  // in the middle of a piece that stands right
  EXPECT_EQ(drawn.at<cv::Vec3b>(18, 24), cv::Vec3b(30, 30, 230));       // on the right side of piece (1, 1)
}

INSTANTIATE_TEST_SUITE_P(Rotations, FindErrors, testing::Values("none", "quarter"),
                         [](const auto& rotation) { return std::string(rotation.param); });

}  // namespace
}  // namespace solve_puzzle
