// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/pinned_torn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "puzzles/error.h"
#include "solver/solve.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const TornPicture& picture() {
  static const TornPicture made = tear(sample_picture({300, 280}, 1), {.pieces = {3, 3}, .seed = 1});
  return made;
}

Assembly solved(const Corrections& corrections, int threads = 0) {
  return solve(picture().puzzle, torn_options(threads), {.corrections = &corrections});
}

const Assembly& earlier_answer() {
  static const Assembly answer = solve(picture().puzzle, torn_options());
  return answer;
}

Pose answer_pose(const Assembly& answer, int a, int b) {
  return inverse(pose_of(answer.pieces[a].canvas_from_piece)) * pose_of(answer.pieces[b].canvas_from_piece);
}

cv::Point2d middle(int piece) {
  const cv::Mat& mask = picture().puzzle.pieces[piece].mask;
  return cv::Point2d(mask.cols, mask.rows) / 2;
}

/// How far piece b lies from where a pose has it, in the frame of a; a large number when one has no place beside a.
double distance_from(const Assembly& answer, int a, int b, const Pose& a_from_b) {
  const PlacedPiece &first = answer.pieces[a], &second = answer.pieces[b];
  if (!first.placed || !second.placed || first.group != second.group) return 1e9;
  return difference(answer_pose(answer, a, b), a_from_b, middle(b)).distance;
}

PinnedJoin true_join(int a, int b) {
  return {.piece_a = a, .side_a = 0, .piece_b = b, .side_b = 0, .a_from_b = matrix_of(true_pose(picture(), a, b))};
}

const Match* made_match(const Assembly& answer, int a, int b) {
  for (const Match& match : answer.matches) {
    if (match.piece_a == a && match.piece_b == b && match.accepted) return &match;
  }
  return nullptr;
}

/// An accepted join of the earlier answer.
const Match& first_join() {
  return *std::find_if(earlier_answer().matches.begin(), earlier_answer().matches.end(),
                       [](const Match& match) { return match.accepted; });
}

TEST(PinnedTorn, AJoinThatIsMarkedWrongIsNotMade) {
  const Match& join = first_join();
  for (const bool has_pose : {true, false}) {
    Corrections corrections{.earlier = earlier_answer()};
    corrections.pins.apart = {{.piece_a = join.piece_a, .side_a = 0, .piece_b = join.piece_b, .side_b = 0}};
    if (has_pose) corrections.pins.apart[0].a_from_b = join.a_from_b;
    const Assembly answer = solved(corrections);
    EXPECT_GT(distance_from(answer, join.piece_a, join.piece_b, pose_of(join.a_from_b)), 5);
    EXPECT_TRUE(has_pose || made_match(answer, join.piece_a, join.piece_b) == nullptr);
  }
}

TEST(PinnedTorn, EvenAnAbsurdJoinThatIsMarkedRightIsMade) {
  for (const bool is_second : {false, true}) {
    Corrections corrections;
    if (is_second) corrections.earlier = earlier_answer();
    const Pose beside = turn_around(middle(8), 1.0, middle(0) + cv::Point2d(95, 0) - middle(8));
    corrections.pins.together = {{.piece_a = 0, .side_a = 0, .piece_b = 8, .side_b = 0, .a_from_b = matrix_of(beside)}};
    const Assembly answer = solved(corrections);
    EXPECT_LT(distance_from(answer, 0, 8, beside), 0.01);
    const Match* match = made_match(answer, 0, 8);
    ASSERT_NE(match, nullptr);
    EXPECT_TRUE(match->is_pinned);
  }
}

TEST(PinnedTorn, AJoinWithoutAMotionIsMadeAsThePiecesFit) {
  Corrections corrections;
  corrections.pins.together = {{.piece_a = 0, .side_a = 0, .piece_b = 1, .side_b = 0}};
  EXPECT_LT(distance_from(solved(corrections), 0, 1, true_pose(picture(), 0, 1)), 3);
}

TEST(PinnedTorn, FixedPiecesKeepTheirPlacesToEachOther) {
  Corrections corrections{.earlier = earlier_answer()};
  const std::vector<Pose> places = {make_pose(0.3, 0, 0), make_pose(2.0, 400, 100), make_pose(-1.0, 100, 500)};
  for (int i = 0; i < 3; ++i) {
    corrections.pins.fixed.push_back({.piece = 2 * i, .group = 7, .canvas_from_piece = matrix_of(places[i])});
  }
  const Assembly answer = solved(corrections);
  for (int i = 1; i < 3; ++i) {
    EXPECT_LT(distance_from(answer, 0, 2 * i, inverse(places[0]) * places[i]), 0.01) << i;
  }
}

TEST(PinnedTorn, AnEarlierAnswerWithOtherPiecesIsRefused) {
  Corrections corrections{.pins = {.together = {true_join(0, 1)}}, .earlier = earlier_answer()};
  corrections.earlier->pieces[4].id = "stranger";
  EXPECT_THAT([&] { solved(corrections); }, testing::ThrowsMessage<Error>(HasSubstr("stranger")));
}

TEST(PinnedTorn, WhatIsKnownAlreadyChangesNothing) {
  Corrections corrections{.earlier = earlier_answer()};
  const Match& join = first_join();
  corrections.pins.together = {{join.piece_a, 0, join.piece_b, 0, join.a_from_b}};
  const Assembly answer = solved(corrections);
  for (int piece = 1; piece < 9; ++piece) {
    EXPECT_LT(distance_from(answer, 0, piece, answer_pose(earlier_answer(), 0, piece)), 1) << piece;
  }
  EXPECT_LE(made_match(answer, join.piece_a, join.piece_b)->log_odds, 14);
}

TEST(PinnedTorn, PiecesOfAnEarlierGroupComeAlong) {
  Corrections corrections{.earlier = earlier_answer()};
  for (const int piece : {6, 7, 8}) corrections.earlier->pieces[piece].group = 1;
  corrections.earlier->groups = {{.id = 0, .num_pieces = 6}, {.id = 1, .num_pieces = 3}};
  corrections.earlier->matches.clear();
  corrections.pins.together = {true_join(4, 7)};
  const Assembly answer = solved(corrections);
  for (int piece = 1; piece < 9; ++piece) {
    EXPECT_LT(distance_from(answer, 0, piece, true_pose(picture(), 0, piece)), 4) << piece;
  }
}

TEST(PinnedTorn, WhatWasDraggedByHandSettlesOntoItsNeighbours) {
  const Pose wanted = true_pose(picture(), 0, 1);
  const Pose dragged = turn_around(wanted * middle(1), 0.03, {2.5, -2}) * wanted;
  const auto distance = [&](int by_hand) {
    Corrections corrections{.earlier = earlier_answer()};
    corrections.pins.fixed = {{.piece = 0}, {.piece = 1, .canvas_from_piece = matrix_of(dragged), .by_hand = by_hand}};
    return distance_from(solved(corrections), 0, 1, wanted);
  };
  EXPECT_GT(distance(0), 2.5);
  EXPECT_LT(distance(1), 1.5);
}

TEST(PinnedTorn, ThreadsDoNotChangeTheAnswer) {
  Corrections corrections{.earlier = earlier_answer()};
  const Match& join = first_join();
  corrections.pins.apart = {{join.piece_a, 0, join.piece_b, 0, join.a_from_b}};
  const Assembly one = solved(corrections, 1), three = solved(corrections, 3);
  for (std::size_t i = 0; i < one.pieces.size(); ++i) {
    EXPECT_EQ(one.pieces[i].canvas_from_piece, three.pieces[i].canvas_from_piece);
  }
}

std::string refusal(const Pins& pins) {
  const Scraps scraps = scraps_of(picture());
  try {
    make_torn_rules(picture().puzzle, scraps, ContactJudge(scraps), pins);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(TornRules, NamesOnlyThePinsThatContradictEachOther) {
  PinnedJoin otherwise = true_join(0, 1);
  otherwise.a_from_b = matrix_of(true_pose(picture(), 0, 1) * make_pose(1.5, 30, 30));
  EXPECT_THAT(refusal({.together = {true_join(4, 5), true_join(0, 1), otherwise}}),
              AllOf(HasSubstr("together p000 | p001\n  together p000 | p001"), Not(HasSubstr("p004"))));
}

TEST(TornRules, TheTrueJoinsAllHold) {
  Pins pins;
  for (int piece = 1; piece < 9; ++piece) pins.together.push_back(true_join(piece - 1, piece));
  pins.together.push_back(true_join(0, 8));
  EXPECT_EQ(refusal(pins), "");
}

TEST(TornRules, RefusesWhatMustBeTogetherAndApart) {
  PinnedJoin apart{.piece_a = 1, .side_a = 0, .piece_b = 0, .side_b = 0};
  apart.a_from_b = matrix_of(true_pose(picture(), 1, 0));
  EXPECT_THAT(refusal({.together = {true_join(0, 1)}, .apart = {apart}}),
              AllOf(HasSubstr("together p000 | p001"), HasSubstr("apart p001 | p000")));
  apart.a_from_b = matrix_of(true_pose(picture(), 1, 0) * make_pose(0, 50, 50));
  EXPECT_EQ(refusal({.together = {true_join(0, 1)}, .apart = {apart}}), "");
}

TEST(TornRules, RefusesPiecesOnTopOfEachOther) {
  const cv::Point2d between = middle(0) - middle(4);
  const Pins pins{.fixed = {{.piece = 0},
                            {.piece = 4, .canvas_from_piece = {1, 0, between.x, 0, 1, between.y}},
                            {.piece = 8, .canvas_from_piece = {1, 0, 900, 0, 1, 0}}}};
  EXPECT_THAT(refusal(pins), AllOf(HasSubstr("fixed p000"), HasSubstr("fixed p004"), Not(HasSubstr("p008"))));
}

}  // namespace
}  // namespace solve_puzzle
