// SPDX-License-Identifier: Apache-2.0
// Rotations and translations of the plane as 2 x 3 matrices. No pieces.
#pragma once

#include <cmath>
#include <opencv2/core.hpp>
#include <vector>

namespace solve_puzzle {

inline cv::Point2d moved(const cv::Matx23d& pose, const cv::Point2d& point) {
  return {pose(0, 0) * point.x + pose(0, 1) * point.y + pose(0, 2),
          pose(1, 0) * point.x + pose(1, 1) * point.y + pose(1, 2)};
}

/// Gives the motion that does `first`, then `second`: for a_from_b = second and b_from_c = first, a_from_c.
inline cv::Matx23d after(const cv::Matx23d& second, const cv::Matx23d& first) {
  const cv::Point2d shift = moved(second, {first(0, 2), first(1, 2)});
  return {second(0, 0) * first(0, 0) + second(0, 1) * first(1, 0),
          second(0, 0) * first(0, 1) + second(0, 1) * first(1, 1),
          shift.x,
          second(1, 0) * first(0, 0) + second(1, 1) * first(1, 0),
          second(1, 0) * first(0, 1) + second(1, 1) * first(1, 1),
          shift.y};
}

inline cv::Matx23d inverse(const cv::Matx23d& pose) {
  return {pose(0, 0), pose(1, 0), -pose(0, 0) * pose(0, 2) - pose(1, 0) * pose(1, 2),
          pose(0, 1), pose(1, 1), -pose(0, 1) * pose(0, 2) - pose(1, 1) * pose(1, 2)};
}

/// Gives the angle, clockwise on screen. Units: radians, -pi to pi.
inline double angle_of(const cv::Matx23d& pose) { return std::atan2(pose(1, 0), pose(0, 0)); }

/// Gives by how much two poses are turned against each other. Units: radians, 0 to pi.
inline double angle_between(const cv::Matx23d& a, const cv::Matx23d& b) {
  return std::abs(std::atan2(a(0, 0) * b(1, 0) - a(1, 0) * b(0, 0), a(0, 0) * b(0, 0) + a(1, 0) * b(1, 0)));
}

/// Gives the rotation and translation, never mirrored, that brings `from` nearest to `to`: least squares.
/// Source: Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 1991, in
/// the plane and without scale.
cv::Matx23d rigid_fit(const std::vector<cv::Point2d>& from, const std::vector<cv::Point2d>& to);

}  // namespace solve_puzzle
