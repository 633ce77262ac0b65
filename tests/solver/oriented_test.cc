// SPDX-License-Identifier: Apache-2.0
#include "solver/oriented.h"

#include <gtest/gtest.h>

namespace solve_puzzle {
namespace {

TEST(Oriented, ASideLooksWhereItsPieceWasTurned) {
  for (int side = 40; side < 44; ++side) {
    for (int direction = 0; direction < 4; ++direction) {
      const Oriented o = facing(side, direction);
      EXPECT_EQ(side_towards(o, direction), side);
      EXPECT_EQ(direction_of(side & 3, turns_of(o)), direction);
      EXPECT_EQ(piece_in(o), 10);
    }
  }
}

TEST(Oriented, TurningThePieceTurnsWhatItsSidesFace) {
  for (int turns = 0; turns < 4; ++turns) {
    const Oriented o = turned_further(oriented(5, 3), turns);
    EXPECT_EQ(o, oriented(5, 3 + turns));
    EXPECT_EQ(side_towards(o, kTop), 5 * 4 + side_facing(kTop, 3 + turns));
  }
}

TEST(Oriented, NeighboursStayNeighboursWhenTheGridIsTurned) {
  for (int turns = 0; turns < 4; ++turns) {
    for (int direction = 0; direction < 4; ++direction) {
      const cv::Point step =
          turned_place({3, 4}, turns) - turned_place(cv::Point(3, 4) + step_towards(direction), turns);
      EXPECT_EQ(-step, step_towards((direction - turns) & 3)) << "counter-clockwise on screen";
    }
  }
}

}  // namespace
}  // namespace solve_puzzle
