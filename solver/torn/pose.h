// SPDX-License-Identifier: Apache-2.0
// Rigid motions of the plane: compose, invert, compare. Nothing of pieces.
#pragma once

#include <cmath>
#include <opencv2/core.hpp>

namespace solve_puzzle {

/// x ↦ R x + t. Named target_from_source. Units: pixels; a positive angle turns from x towards y (clockwise on screen).
struct Pose {
  double cosine = 1;
  double sine = 0;
  double x = 0;
  double y = 0;

  double angle() const { return std::atan2(sine, cosine); }

  cv::Point2d turn(const cv::Point2d& v) const { return {cosine * v.x - sine * v.y, sine * v.x + cosine * v.y}; }
  cv::Point2d operator*(const cv::Point2d& p) const {
    return {cosine * p.x - sine * p.y + x, sine * p.x + cosine * p.y + y};
  }
};

inline Pose make_pose(double angle, double x, double y) { return {std::cos(angle), std::sin(angle), x, y}; }

/// Gives c_from_a of c_from_b and b_from_a.
inline Pose operator*(const Pose& c_from_b, const Pose& b_from_a) {
  const cv::Point2d t = c_from_b * cv::Point2d(b_from_a.x, b_from_a.y);
  const double cosine = c_from_b.cosine * b_from_a.cosine - c_from_b.sine * b_from_a.sine;
  const double sine = c_from_b.sine * b_from_a.cosine + c_from_b.cosine * b_from_a.sine;
  const double length = std::hypot(cosine, sine);
  return {cosine / length, sine / length, t.x, t.y};
}

inline Pose inverse(const Pose& p) {
  return {p.cosine, -p.sine, -p.cosine * p.x - p.sine * p.y, p.sine * p.x - p.cosine * p.y};
}

/// Turns by `angle` around `centre`, then moves by `shift`.
inline Pose turn_around(const cv::Point2d& centre, double angle, const cv::Point2d& shift) {
  const Pose turned = make_pose(angle, 0, 0);
  const cv::Point2d moved = centre + shift - turned.turn(centre);
  return {turned.cosine, turned.sine, moved.x, moved.y};
}

inline cv::Matx23d matrix_of(const Pose& p) { return {p.cosine, -p.sine, p.x, p.sine, p.cosine, p.y}; }
inline Pose pose_of(const cv::Matx23d& m) {
  const double length = std::hypot(m(0, 0), m(1, 0));
  return {m(0, 0) / length, m(1, 0) / length, m(0, 2), m(1, 2)};
}

/// The same motion between pictures `factor` times as large; centres of first pixels are the origins of all.
inline Pose rescaled(const Pose& p, double factor) {
  const double half = (factor - 1) / 2;  // a smaller picture's first pixel centre, in the larger picture
  const Pose larger{p.cosine, p.sine, factor * p.x, factor * p.y};
  return turn_around({0, 0}, 0, {half, half}) * larger * turn_around({0, 0}, 0, {-half, -half});
}

/// How far two motions differ, seen at `point`: pixels, and radians.
struct PoseDifference {
  double distance = 0;
  double angle = 0;
};
inline PoseDifference difference(const Pose& p, const Pose& q, const cv::Point2d& point) {
  const cv::Point2d d = p * point - q * point;
  const double cosine = p.cosine * q.cosine + p.sine * q.sine;
  const double sine = p.sine * q.cosine - p.cosine * q.sine;
  return {std::hypot(d.x, d.y), std::abs(std::atan2(sine, cosine))};
}

}  // namespace solve_puzzle
