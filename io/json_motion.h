// SPDX-License-Identifier: Apache-2.0
// Motions of the plane in JSON files. Only for the sources of io.
#pragma once

#include <cmath>
#include <opencv2/core.hpp>

#include "io/json_field.h"

namespace solve_puzzle {

/// Reads 2 x 3 numbers whose left part is a rotation. Truths of others come with few digits: 1e-4 is near enough.
inline cv::Matx23d json_motion(const Field& field) {
  constexpr double kTolerance = 1e-4;
  cv::Matx23d matrix;
  field.expect_size(2);
  for (int row = 0; row < 2; ++row) {
    const Field numbers = field.at(static_cast<std::size_t>(row));
    numbers.expect_size(3);
    for (int col = 0; col < 3; ++col) matrix(row, col) = numbers.at(static_cast<std::size_t>(col)).number();
  }
  const bool is_rotation = std::abs(matrix(0, 0) - matrix(1, 1)) < kTolerance &&
                           std::abs(matrix(0, 1) + matrix(1, 0)) < kTolerance &&
                           std::abs(std::hypot(matrix(0, 0), matrix(0, 1)) - 1.0) < kTolerance;
  if (!is_rotation) field.fail("a rotation and a translation, without scale or mirroring");
  return matrix;
}

}  // namespace solve_puzzle
