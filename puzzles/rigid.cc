// SPDX-License-Identifier: Apache-2.0
#include "puzzles/rigid.h"

#include <cassert>

namespace solve_puzzle {
namespace {

cv::Point2d mean_of(const std::vector<cv::Point2d>& points) {
  cv::Point2d sum;
  for (const cv::Point2d& point : points) sum += point;
  return sum * (1.0 / static_cast<double>(points.size()));
}

}  // namespace

cv::Matx23d rigid_fit(const std::vector<cv::Point2d>& from, const std::vector<cv::Point2d>& to) {
  assert(!from.empty() && from.size() == to.size());
  const cv::Point2d centre_from = mean_of(from);
  const cv::Point2d centre_to = mean_of(to);
  double along = 0;
  double across = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const cv::Point2d a = from[i] - centre_from;
    const cv::Point2d b = to[i] - centre_to;
    along += a.dot(b);
    across += a.cross(b);
  }
  const double length = std::hypot(along, across);
  const double c = length > 0 ? along / length : 1;
  const double s = length > 0 ? across / length : 0;
  const cv::Matx23d turn(c, -s, 0, s, c, 0);
  const cv::Point2d shift = centre_to - moved(turn, centre_from);
  return {c, -s, shift.x, s, c, shift.y};
}

}  // namespace solve_puzzle
