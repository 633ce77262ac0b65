// SPDX-License-Identifier: Apache-2.0
#include "puzzles/turn.h"

#include <gmock/gmock.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "puzzles/accuracy.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/render.h"
#include "puzzles/rigid.h"
#include "puzzles/sample.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// As other people's puzzles come: upright.
CutPuzzle upright(int type = CV_8UC3) {
  cv::Mat picture = sample_picture({240, 180}, 3);
  if (type == CV_16UC3) picture.convertTo(picture, type, 257);
  return cut({picture}, {.kind = "torn", .pieces = 8, .rotation = "none", .erode = 3});
}

cv::Mat opaque_part(const cv::Mat& canvas) {
  cv::Mat alpha;
  cv::extractChannel(canvas, alpha, 3);
  return alpha > 0;
}

cv::Point2d centre_of(const cv::Mat& mask) {
  const cv::Moments sums = cv::moments(mask, /*binaryImage=*/true);
  return {sums.m10 / sums.m00, sums.m01 / sums.m00};
}

void expect_same_picture(const CutPuzzle& before, const CutPuzzle& after, double scale) {
  const cv::Mat a = render(before.puzzle, before.truth, 0), b = render(after.puzzle, after.truth, 0);
  const cv::Mat in_both = opaque_part(a) & opaque_part(b);
  const int num_opaque = cv::countNonZero(opaque_part(a));
  // Rims are read between pixels: along them, some pixels come and some go.
  EXPECT_LT(cv::countNonZero(opaque_part(a) ^ opaque_part(b)), 0.03 * num_opaque);
  EXPECT_NEAR(cv::countNonZero(opaque_part(b)), num_opaque, 0.005 * num_opaque);
  cv::Mat difference;
  cv::absdiff(a, b, difference);
  const cv::Scalar mean = cv::mean(difference, in_both);
  for (int c = 0; c < 3; ++c) EXPECT_LT(mean[c], 3 * scale);
}

TEST(Turn, TheTruthPutsTheSamePictureTogether) {
  expect_same_picture(upright(), turned(upright(), 1), 1);
  expect_same_picture(upright(CV_16UC3), turned(upright(CV_16UC3), 1), 257);
}

TEST(Turn, EveryPieceStaysWhereItIsAndIsWhole) {
  const CutPuzzle before = upright(), after = turned(before, 1);
  ASSERT_EQ(after.puzzle.pieces.size(), before.puzzle.pieces.size());
  for (std::size_t i = 0; i < before.puzzle.pieces.size(); ++i) {
    const cv::Mat old_mask = before.puzzle.pieces[i].mask, mask = after.puzzle.pieces[i].mask;
    const cv::Point2d off = moved(after.truth.pieces[i].canvas_from_piece, centre_of(mask)) -
                            moved(before.truth.pieces[i].canvas_from_piece, centre_of(old_mask));
    EXPECT_LT(std::hypot(off.x, off.y), 0.1);
    EXPECT_NEAR(cv::countNonZero(mask), cv::countNonZero(old_mask), 0.01 * cv::countNonZero(old_mask));
    cv::Mat inner = mask.clone();
    inner(cv::Rect(1, 1, mask.cols - 2, mask.rows - 2)) = 0;
    EXPECT_EQ(cv::countNonZero(inner), 0) << "reaches to the border of its picture";
    EXPECT_EQ(after.puzzle.pieces[i].id, before.puzzle.pieces[i].id);
  }
}

TEST(Turn, AnglesAreAllOverTheCircle) {
  const CutPuzzle made =
      turned(cut({sample_picture({240, 180}, 3)}, {.kind = "torn", .pieces = 24, .rotation = "none"}), 1);
  int num_in_quarter[4] = {};
  for (const PlacedPiece& place : made.truth.pieces) {
    ++num_in_quarter[static_cast<int>(std::floor(angle_of(place.canvas_from_piece) / (CV_PI / 2)) + 4) % 4];
  }
  for (const int count : num_in_quarter) EXPECT_GE(count, 1);
}

TEST(Turn, MatchesStayTrue) {
  CutPuzzle before = upright();
  ASSERT_FALSE(before.truth.matches.empty());
  Match& match = before.truth.matches.front();
  match.rivals = {{.is_of_a = false, .piece = 2, .own_from_rival = cv::Matx23d(1, 0, 30, 0, 1, -7)}};
  const CutPuzzle after_turn = turned(before, 1);
  const auto& places = after_turn.truth.pieces;
  for (const Match& each : after_turn.truth.matches) {
    const cv::Matx23d wanted =
        after(inverse(places[each.piece_a].canvas_from_piece), places[each.piece_b].canvas_from_piece);
    EXPECT_LT(cv::norm(each.a_from_b, wanted, cv::NORM_INF), 1e-9);
  }
  // The rival beside b, laid on the canvas: as far from b's place as before.
  const auto rival_on_canvas = [](const CutPuzzle& made) {
    const Match& first = made.truth.matches.front();
    const cv::Point2d centre = centre_of(made.puzzle.pieces[2].mask);
    return moved(after(made.truth.pieces[first.piece_b].canvas_from_piece, *first.rivals[0].own_from_rival), centre);
  };
  const cv::Point2d off = rival_on_canvas(after_turn) - rival_on_canvas(before);
  EXPECT_LT(std::hypot(off.x, off.y), 0.1);
}

TEST(Turn, TheTruthJudgedByItselfIsPerfect) {
  const CutPuzzle made = turned(upright(), 1);
  const Accuracy accuracy = judge(made.truth, made.truth, &made.puzzle);
  EXPECT_TRUE(accuracy.perfect);
  EXPECT_EQ(accuracy.neighbour, 1.0);
}

TEST(Turn, RimsGetNeitherDarkerNorPaler) {
  CutPuzzle made = upright();
  for (Piece& piece : made.puzzle.pieces) {
    piece.pixels.setTo(cv::Scalar::all(0));
    piece.pixels.setTo(cv::Scalar(20, 130, 240), piece.mask);
  }
  for (const Piece& piece : turned(made, 4).puzzle.pieces) {
    const cv::Mat wrong = piece.pixels != cv::Mat(piece.pixels.size(), CV_8UC3, cv::Scalar(20, 130, 240));
    EXPECT_EQ(cv::norm(wrong, cv::NORM_INF, piece.mask), 0);
  }
}

TEST(Turn, WhatLiesAroundIsTurnedAlong) {
  CutPuzzle made = upright();
  for (Piece& piece : made.puzzle.pieces) piece.pixels.setTo(cv::Scalar(9, 99, 199), piece.mask == 0);
  for (const Piece& piece : turned(made, 4).puzzle.pieces) {
    const cv::Mat wrong = piece.pixels != cv::Mat(piece.pixels.size(), CV_8UC3, cv::Scalar(9, 99, 199));
    EXPECT_EQ(cv::norm(wrong, cv::NORM_INF, piece.mask == 0), 0);
  }
}

TEST(Turn, OfAPieceWithoutMaskAllIsPiece) {
  CutPuzzle made = upright();
  made.puzzle.pieces[0].pixels = cv::Mat(30, 50, CV_8UC3, cv::Scalar::all(80));
  made.puzzle.pieces[0].mask = cv::Mat();
  const Piece piece = turned(made, 1).puzzle.pieces[0];
  EXPECT_NEAR(cv::countNonZero(piece.mask), 30 * 50, 40);
  EXPECT_EQ(cv::mean(piece.pixels, piece.mask)[0], 80);
}

TEST(Turn, TheSeedDecides) {
  const CutPuzzle one = turned(upright(), 1), again = turned(upright(), 1), other = turned(upright(), 2);
  for (std::size_t i = 0; i < one.puzzle.pieces.size(); ++i) {
    EXPECT_TRUE(equal_pixels(one.puzzle.pieces[i].pixels, again.puzzle.pieces[i].pixels));
    EXPECT_TRUE(equal_pixels(one.puzzle.pieces[i].mask, again.puzzle.pieces[i].mask));
    EXPECT_EQ(one.truth.pieces[i].canvas_from_piece, again.truth.pieces[i].canvas_from_piece);
    EXPECT_NE(one.truth.pieces[i].canvas_from_piece, other.truth.pieces[i].canvas_from_piece);
  }
}

TEST(Turn, ThreadsDoNotChangeIt) {
  const CutPuzzle many = turned(upright(), 1);
  const ThreadLimit limit(1);
  const CutPuzzle one = turned(upright(), 1);
  for (std::size_t i = 0; i < one.puzzle.pieces.size(); ++i) {
    EXPECT_TRUE(equal_pixels(one.puzzle.pieces[i].pixels, many.puzzle.pieces[i].pixels));
  }
}

TEST(Turn, RefusesSquarePieces) {
  const CutPuzzle made = cut({sample_picture({56, 56}, 1)}, {});
  EXPECT_THAT([&] { turned(made, 1); }, ThrowsMessage<Error>(HasSubstr("square pieces")));
}

}  // namespace
}  // namespace solve_puzzle
