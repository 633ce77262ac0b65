// SPDX-License-Identifier: Apache-2.0
// When and along which way every piece of an animation flies to its place. No pixels.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "puzzles/assembly.h"

namespace solve_puzzle {

/// Gives the pieces in the order in which the report's slider shows them: by the surest join that holds each, strongest
/// first; then those without a join. Pieces without a place are not among them.
std::vector<int> order_of_assembly(const Assembly& assembly);

/// One piece on its way. Units: seconds from the start; radians, clockwise on screen; pixels.
struct Flight {
  int piece = -1;
  double start = 0;
  double end = 0;        ///< `start` when it does not fly
  cv::Point2d from, to;  ///< of the piece's centre
  double turn_from = 0, turn_to = 0;
};

struct FlightPlan {
  std::vector<Flight> flights;  ///< by start; pieces without a place last, which lie still
  double seconds = 0;           ///< at most kMostSeconds
  static constexpr double kMostSeconds = 15.0;
};

/// `sheet_from_piece`: where the pieces lie in the end. `sizes`: of their pictures. `sheet`: all of it. They begin
/// spread over the sheet, in an order that `seed` gives, turned as their pictures are.
struct FlightGoal {
  const std::vector<cv::Matx23d>& sheet_from_piece;
  const std::vector<cv::Size>& sizes;
  cv::Size sheet;
  std::uint64_t seed = 1;
};
FlightPlan plan_flights(const Assembly& assembly, const FlightGoal& goal);

/// Gives a piece's pose at a time, before, during or after its flight. `size`: of its picture.
cv::Matx23d pose_at(const Flight& flight, cv::Size size, double seconds);

}  // namespace solve_puzzle
