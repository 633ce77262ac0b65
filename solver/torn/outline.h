// SPDX-License-Identifier: Apache-2.0
// Outlines of fragments, to sub-pixel accuracy, as points at equal distances along the arc, with what is seen there.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "solver/torn/fragment.h"

namespace solve_puzzle {

/// Lab at two depths below the outline.
inline constexpr int kOutlineColours = 6;

/// Some points of an outline in a row, and a disc that holds them: what is too far away is passed over at a glance.
struct Arc {
  static constexpr int kNumPoints = 8;  ///< the last arc of an outline may have fewer
  cv::Point2f centre;
  float radius = 0;
  int first = 0, last = 0;  ///< half-open
};

/// A closed ring, clockwise on screen, in the frame of the fragment.
struct Outline {
  std::vector<cv::Point2f> points;
  std::vector<cv::Point2f> normals;                         ///< outwards, length 1
  std::vector<float> roughness;                             ///< 0 on a straight stretch, near 1 where shape tells much
  std::vector<std::array<float, kOutlineColours>> colours;  ///< just inside the true edge
  std::vector<float> most_colour;  ///< the most that colours can say here: little where many fragments look like that
  double step = 0;                 ///< arc length between points, pixels
  std::vector<Arc> arcs;           ///< of all points, in order
  cv::Mat nearest;                 ///< CV_16SC1 on the grid of the fragment's field: index of the nearest point

  int size() const { return static_cast<int>(points.size()); }
  int wrap(int i) const { return (i % size() + size()) % size(); }
};

struct OutlineOptions {
  double growth = 0;  ///< the outline runs this far outside of the piece: half the gap between pieces. Pixels
  double step = 2;    ///< wanted arc length between points; a whole number of steps closes the ring
};

/// Gives an empty outline for an empty fragment.
Outline trace_outline(const Fragment& fragment, const OutlineOptions& options);

/// Gives the index of the outline point nearest to `point`, which the fragment's field must contain.
inline int nearest_index(const Fragment& fragment, const Outline& outline, const cv::Point2f& point) {
  const int column = static_cast<int>(point.x - fragment.field.origin.x + 0.5F);
  const int row = static_cast<int>(point.y - fragment.field.origin.y + 0.5F);
  return outline.nearest.at<std::int16_t>(row, column);
}

}  // namespace solve_puzzle
