// SPDX-License-Identifier: Apache-2.0
#include "solver/side_lists.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

TEST(SideLists, HoldEveryPairThatMayFaceOnce) {
  for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
    for (const cv::Size size : {cv::Size(4, 4), cv::Size(3, 5)}) {
      const Sides sides(random_puzzle(9, size, rotation));
      std::map<std::pair<int, int>, int> expected;
      for (int a = 0; a < sides.num_sides(); ++a) {
        for (int b = a + 1; b < sides.num_sides(); ++b) {
          if (may_face(sides, rotation, a, b)) expected[{a, b}] = 1;
        }
      }
      std::map<std::pair<int, int>, int> found;
      for (const SideLists& lists : side_lists(sides, rotation)) {
        for (int row = 0; row <= lists.size(); ++row) {
          for (int column = 0; column <= lists.size(); ++column) {
            if (!lists.is_pair(row, column)) continue;
            EXPECT_EQ(sides.length(lists.row(row)), lists.length);
            ++found[std::minmax(lists.row(row), lists.column(column))];
          }
        }
      }
      EXPECT_EQ(found, expected);
    }
  }
}

TEST(SideLists, LikeColoursStandTogether) {
  std::vector<cv::Mat> pictures;
  for (const int grey : {10, 200, 11, 201, 12, 202}) pictures.emplace_back(4, 4, CV_8UC3, cv::Scalar::all(grey));
  const Sides sides(puzzle_of(pictures));
  for (const SideLists& lists : side_lists(sides, Rotation::kNone)) {
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(piece_of(lists.row(i)) % 2, 0);
      EXPECT_EQ(piece_of(lists.column(i)) % 2, 0);
    }
  }
}

}  // namespace
}  // namespace solve_puzzle
