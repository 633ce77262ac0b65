// SPDX-License-Identifier: Apache-2.0
#include "solver/sides.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

using testing::ElementsAreArray;

/// Blue is the column, green the row.
cv::Mat numbered_picture(cv::Size size) {
  cv::Mat3b picture(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      picture(y, x) = cv::Vec3b(static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y), 7);
    }
  }
  return picture;
}

std::vector<cv::Point> places(std::span<const float> strip) {
  std::vector<cv::Point> result;
  for (std::size_t i = 0; i < strip.size(); i += 3) {
    EXPECT_EQ(strip[i + 2], 7);
    result.emplace_back(static_cast<int>(strip[i]), static_cast<int>(strip[i + 1]));
  }
  return result;
}

TEST(Sides, AStripIsReadClockwiseAndDepthCountsInwards) {
  const Sides sides(puzzle_of({numbered_picture({5, 4})}));
  EXPECT_THAT(places(sides.strip(kTop, 0)), ElementsAreArray<cv::Point>({{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}}));
  EXPECT_THAT(places(sides.strip(kRight, 0)), ElementsAreArray<cv::Point>({{4, 0}, {4, 1}, {4, 2}, {4, 3}}));
  EXPECT_THAT(places(sides.strip(kBottom, 1)), ElementsAreArray<cv::Point>({{4, 2}, {3, 2}, {2, 2}, {1, 2}, {0, 2}}));
  EXPECT_THAT(places(sides.strip(kLeft, 2)), ElementsAreArray<cv::Point>({{2, 3}, {2, 2}, {2, 1}, {2, 0}}));
}

TEST(Sides, TurningAPictureTurnsItsSides) {
  const cv::Mat picture = random_picture({6, 9}, 3);
  const Sides upright(puzzle_of({picture}));
  for (int turns = 0; turns < 4; ++turns) {
    const Sides sides(puzzle_of({turned(picture, turns)}));
    for (int direction = 0; direction < 4; ++direction) {
      for (int depth = 0; depth < Sides::kNumDepths; ++depth) {
        EXPECT_THAT(sides.strip(direction, depth),
                    ElementsAreArray(upright.strip(side_facing(direction, turns), depth)))
            << "direction " << direction << ", turns " << turns << ", depth " << depth;
      }
    }
  }
}

TEST(Sides, FacingStripsOfACutLieReversedBesideEachOther) {
  const cv::Mat picture = random_picture({12, 6}, 4);
  const Sides cut_in_two(puzzle_of({picture.colRange(0, 6), picture.colRange(6, 12)}));
  const Sides shifted(puzzle_of({picture.colRange(1, 7)}));
  const auto inner = cut_in_two.strip(4 + kLeft, 0);
  const auto as_own_border = shifted.strip(kRight, 0);
  for (std::size_t t = 0; t < 6; ++t) {
    for (std::size_t c = 0; c < 3; ++c) EXPECT_EQ(inner[3 * (5 - t) + c], as_own_border[3 * t + c]);
  }
}

TEST(Sides, SixteenBitsAreReadOnTheScaleOfEight) {
  const cv::Mat picture = random_picture({5, 5}, 6);
  cv::Mat deep;
  picture.convertTo(deep, CV_16U, 257);
  const Sides eight(puzzle_of({picture}));
  const Sides sixteen(puzzle_of({deep}));
  for (int side = 0; side < 4; ++side) {
    for (std::size_t i = 0; i < 15; ++i) EXPECT_NEAR(eight.strip(side, 1)[i], sixteen.strip(side, 1)[i], 1e-4);
  }
}

TEST(Sides, ThinPiecesRepeatTheirInnermostLine) {
  const Sides sides(puzzle_of({numbered_picture({1, 3})}));
  EXPECT_EQ(sides.length(kTop), 1);
  EXPECT_EQ(sides.length(kLeft), 3);
  for (int depth = 0; depth < Sides::kNumDepths; ++depth) {
    EXPECT_THAT(places(sides.strip(kRight, depth)), ElementsAreArray<cv::Point>({{0, 0}, {0, 1}, {0, 2}}));
  }
  EXPECT_THAT(places(sides.strip(kTop, 2)), ElementsAreArray<cv::Point>({{0, 2}}));
}

TEST(Sides, NoPieceHasNoSides) { EXPECT_EQ(Sides(Puzzle{}).num_sides(), 0); }

}  // namespace
}  // namespace solve_puzzle
