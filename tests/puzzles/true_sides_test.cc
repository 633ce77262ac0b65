// SPDX-License-Identifier: Apache-2.0
#include "puzzles/true_sides.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

constexpr int kCols = 7;
constexpr int kRows = 5;

CutPuzzle made(const CutOptions& options) { return cut({random_picture({kCols * 8, kRows * 8}, 3)}, options); }

CutPuzzle turned_puzzle(double missing = 0.0) {
  return made({.piece_size = "8", .rotation = "quarter", .missing = missing, .seed = 4});
}

std::size_t num_without(const std::vector<int>& partners) {
  return static_cast<std::size_t>(std::count(partners.begin(), partners.end(), -1));
}

TEST(TrueSides, AreSymmetric) {
  for (const double missing : {0.0, 0.3}) {
    const std::vector<int> partners = true_partners(turned_puzzle(missing).truth);
    for (std::size_t side = 0; side < partners.size(); ++side) {
      if (partners[side] < 0) continue;
      EXPECT_EQ(partners[static_cast<std::size_t>(partners[side])], static_cast<int>(side));
      EXPECT_NE(partners[side] / 4, static_cast<int>(side) / 4);
    }
  }
}

TEST(TrueSides, OnlyTheBorderHasNoPartnerWhereNothingIsMissing) {
  EXPECT_EQ(num_without(true_partners(turned_puzzle().truth)), 2U * (kCols + kRows));
}

TEST(TrueSides, AreNeighboursOnTheCanvasWithEqualTurnsAndWithQuarterTurns) {
  for (const char* rotation : {"none", "quarter"}) {
    const CutPuzzle puzzle = made({.piece_size = "8", .rotation = rotation, .seed = 6});
    const std::vector<int> partners = true_partners(puzzle.truth);
    for (std::size_t side = 0; side < partners.size(); ++side) {
      const PlacedPiece& piece = puzzle.truth.pieces[side / 4];
      const int direction = direction_of(static_cast<int>(side % 4), piece.quarter_turns);
      const cv::Point beside = *piece.cell + step_towards(direction);
      const std::size_t other = piece_in_cell(puzzle.truth, beside);
      if (other == puzzle.truth.pieces.size()) {
        EXPECT_EQ(partners[side], -1);
        continue;
      }
      ASSERT_EQ(partners[side] / 4, static_cast<int>(other));
      EXPECT_EQ(direction_of(partners[side] % 4, puzzle.truth.pieces[other].quarter_turns), opposite(direction));
    }
  }
}

TEST(TrueSides, MeetInTheSameColoursWhereNoColourChangesAtACut) {
  cv::Mat picture(kRows * 8, kCols * 8, CV_8UC3);
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      // Blocks as large as tiles, half a tile further: they end in the middle of tiles.
      const int column = (x + 4) / 8;
      const int row = (y + 4) / 8;
      picture.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(10 * column), static_cast<std::uint8_t>(20 * row), 0};
    }
  }
  const CutPuzzle puzzle = cut({picture}, {.piece_size = "8", .rotation = "quarter", .seed = 8});
  const std::vector<int> partners = true_partners(puzzle.truth);
  const auto line_of = [&](int side) -> cv::Mat {
    return turned(puzzle.puzzle.pieces[static_cast<std::size_t>(side / 4)].pixels, side % 4).row(0);
  };
  for (std::size_t side = 0; side < partners.size(); ++side) {
    if (partners[side] < 0) continue;
    cv::Mat facing;
    cv::flip(line_of(partners[side]), facing, 1);
    EXPECT_TRUE(equal_pixels(line_of(static_cast<int>(side)), facing)) << side;
  }
}

TEST(TrueSides, NothingFacesAMissingPiece) {
  const CutPuzzle whole = turned_puzzle();
  const CutPuzzle puzzle = turned_puzzle(0.3);
  ASSERT_LT(puzzle.truth.pieces.size(), whole.truth.pieces.size());
  const std::vector<int> partners = true_partners(puzzle.truth);
  ASSERT_EQ(partners.size(), 4 * puzzle.truth.pieces.size());
  std::size_t expected = 0;
  for (const PlacedPiece& piece : puzzle.truth.pieces) {
    for (int direction = 0; direction < 4; ++direction) {
      const cv::Point beside = *piece.cell + step_towards(direction);
      expected += piece_in_cell(puzzle.truth, beside) == puzzle.truth.pieces.size() ? 1 : 0;
    }
  }
  EXPECT_EQ(num_without(partners), expected);
}

TEST(TrueSides, PicturesOfOneBagDoNotMeet) {
  const CutPuzzle bag = cut({random_picture({24, 24}, 1), random_picture({24, 24}, 2)}, {.piece_size = "8"});
  const std::vector<int> partners = true_partners(bag.truth);
  EXPECT_EQ(num_without(partners), 2U * 12U);
  for (std::size_t side = 0; side < partners.size(); ++side) {
    if (partners[side] < 0) continue;
    const auto other = static_cast<std::size_t>(partners[side] / 4);
    EXPECT_EQ(bag.truth.pieces[side / 4].group, bag.truth.pieces[other].group);
  }
}

TEST(TrueSides, PiecesWithoutACellHaveNoPartners) {
  Assembly truth = turned_puzzle().truth;
  truth.pieces[2].cell.reset();
  const std::vector<int> partners = true_partners(truth);
  for (std::size_t side = 0; side < partners.size(); ++side) {
    EXPECT_FALSE(partners[side] >= 0 && (partners[side] / 4 == 2 || side / 4 == 2));
  }
}

}  // namespace
}  // namespace solve_puzzle
