// SPDX-License-Identifier: Apache-2.0
// Arithmetic of square grids: cells, quarter turns, sides and the matrices that say the same. No pixels.
#pragma once

#include <opencv2/core.hpp>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Gives the side that faces direction `direction` (a Side, in the canvas) of a piece turned by `quarter_turns`
/// counter-clockwise. Turning once brings the right side to the top.
constexpr int side_facing(int direction, int quarter_turns) { return (direction + quarter_turns) & 3; }

/// Gives the direction in the canvas that side `side` of a piece turned by `quarter_turns` faces.
constexpr int direction_of(int side, int quarter_turns) { return (side - quarter_turns) & 3; }

constexpr int opposite(int direction) { return (direction + 2) & 3; }

/// Gives the step (columns, rows) from a cell to its neighbour in direction `direction`.
inline cv::Point step_towards(int direction) {
  constexpr int kDx[4] = {0, 1, 0, -1};
  constexpr int kDy[4] = {-1, 0, 1, 0};
  return {kDx[direction], kDy[direction]};
}

/// Gives the pose of a piece whose picture has the size `picture` in a grid of cells of the size `cell_size`
/// (of the turned piece). Units: pixels.
cv::Matx23d canvas_from_cell(cv::Point cell, int quarter_turns, cv::Size picture, cv::Size cell_size);

/// Turns a picture by quarter turns counter-clockwise on screen.
cv::Mat turned(const cv::Mat& picture, int quarter_turns);

/// Gives the size of a picture of size `size` after quarter turns.
inline cv::Size turned_size(cv::Size size, int quarter_turns) {
  return (quarter_turns & 1) ? cv::Size(size.height, size.width) : size;
}

/// Gives pose of b in the frame of a from two poses on one canvas. Throws: nothing; both must be rigid.
cv::Matx23d a_from_b(const cv::Matx23d& canvas_from_a, const cv::Matx23d& canvas_from_b);

}  // namespace solve_puzzle
