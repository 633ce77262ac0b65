// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/seam_shift.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "solver/torn/contact.h"

namespace solve_puzzle {
namespace {

constexpr double kDepth = 1, kDeeper = 3;  // pixels below the true edge
constexpr double kStep = 0.5;              // pixels
constexpr int kFarthest = 8;               // steps to either side
constexpr int kNumShifts = 2 * kFarthest + 1;
constexpr std::size_t kFewestPoints = 10;

/// The colour at the edge itself, as those at two depths foretell it: what runs across a seam obliquely lies elsewhere
/// on the other side.
cv::Vec3f colour_at_edge(const Fragment& piece, const cv::Point2d& edge, const cv::Point2d& inwards, double growth) {
  const cv::Vec3f near = piece.colour_at(edge + inwards * (growth + kDepth));
  const cv::Vec3f deep = piece.colour_at(edge + inwards * (growth + kDeeper));
  return near + (near - deep) * static_cast<float>(kDepth / (kDeeper - kDepth));
}

/// Mean square differences of colours, one per shift of b.
std::array<double, kNumShifts> differences(const Scraps& scraps, const Fragment& a, const Fragment& b,
                                           const Pose& a_from_b, const std::vector<TouchingPoint>& points,
                                           const cv::Point2d& direction) {
  constexpr float kMost = 30;  // Lab units: what is not the same picture says nothing
  const Pose b_from_a = inverse(a_from_b);
  std::array<double, kNumShifts> sums = {};
  for (const TouchingPoint& found : points) {
    const cv::Point2d normal = found.normal / std::max(1e-9, std::hypot(found.normal.x, found.normal.y));
    const cv::Point2d at = a_from_b * found.point - normal * found.distance;
    const cv::Vec3f inside = colour_at_edge(a, at, -normal, scraps.growth);
    for (int k = 0; k < kNumShifts; ++k) {
      const cv::Point2d back = direction * (kStep * (kFarthest - k));  // what comes here when b moves
      const cv::Point2d there = found.point + b_from_a.turn(back);
      const cv::Vec3f beyond = colour_at_edge(b, there, b_from_a.turn(normal), scraps.growth);
      const auto apart = static_cast<float>(cv::norm(inside - beyond));
      sums[static_cast<std::size_t>(k)] += std::min(apart, kMost) * std::min(apart, kMost);
    }
  }
  for (double& sum : sums) sum /= static_cast<double>(points.size());
  return sums;
}

}  // namespace

std::optional<SeamShift> seam_shift(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  const std::vector<TouchingPoint> points = touching_points(scraps, a, b, a_from_b, touching_distance(scraps));
  const std::optional<cv::Point2d> direction = seam_direction(scraps, a, b, a_from_b, /*most=*/1);
  if (points.size() < kFewestPoints || !direction) return std::nullopt;
  const auto sums = differences(scraps, scraps.fragments[a], scraps.fragments[b], a_from_b, points, *direction);
  const auto least = static_cast<int>(std::min_element(sums.begin(), sums.end()) - sums.begin());
  if (least == 0 || least == kNumShifts - 1) return std::nullopt;
  const auto at = static_cast<std::size_t>(least);
  const double bend = sums[at - 1] - 2 * sums[at] + sums[at + 1];  // in steps
  if (bend <= 0) return std::nullopt;
  const double off = 0.5 * (sums[at - 1] - sums[at + 1]) / bend;
  constexpr double kNoise = 4;         // Lab units, squared: of every picture, and of its turning
  constexpr double kTogether = 8;      // neighbouring points that say the same
  constexpr double kNotTheEdge = 0.2;  // pixels: colours at the edge are foretold, not seen
  const double independent = std::max(1.0, static_cast<double>(points.size()) / kTogether);
  const double error = kStep * std::sqrt((sums[at] + kNoise) / (0.5 * bend) / independent);
  SeamShift result{
      .direction = *direction, .shift = kStep * (least - kFarthest + off), .error = std::hypot(kNotTheEdge, error)};
  for (const TouchingPoint& point : points) result.middle += point.point / static_cast<double>(points.size());
  return result;
}

}  // namespace solve_puzzle
