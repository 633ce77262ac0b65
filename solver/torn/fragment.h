// SPDX-License-Identifier: Apache-2.0
// A torn piece as a field of distances to its outline, and its colours: what does not depend on the gap between pieces.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Distance to an outline on a grid of pixels; positive outside, negative inside.
struct DistanceField {
  cv::Mat values;      ///< CV_32FC1; empty: nothing there
  cv::Point2f origin;  ///< grid point (0, 0) in the frame of the piece picture

  struct Sample {
    float distance = 0;
    cv::Point2f gradient;  ///< points outwards; length near 1
  };

  bool contains(const cv::Point2f& point) const {
    const float x = point.x - origin.x;
    const float y = point.y - origin.y;
    return x >= 0 && y >= 0 && x < static_cast<float>(values.cols - 1) && y < static_cast<float>(values.rows - 1);
  }

  /// Bilinear. The point must be contained.
  Sample at(const cv::Point2f& point) const {
    const float x = point.x - origin.x;
    const float y = point.y - origin.y;
    const int column = static_cast<int>(x);
    const int row = static_cast<int>(y);
    const float fx = x - static_cast<float>(column);
    const float fy = y - static_cast<float>(row);
    const float* const upper = values.ptr<float>(row) + column;
    const float* const lower = values.ptr<float>(row + 1) + column;
    const float top = upper[0] + fx * (upper[1] - upper[0]);
    const float bottom = lower[0] + fx * (lower[1] - lower[0]);
    const float along = (upper[1] - upper[0]) + fy * ((lower[1] - lower[0]) - (upper[1] - upper[0]));
    return {top + fy * (bottom - top), {along, bottom - top}};
  }
};

struct Fragment {
  DistanceField field;  ///< empty when the piece shows no pixel
  cv::Mat lab;          ///< CV_32FC3, L* a* b* on the grid of `field`, continued a little over the outline
  cv::Mat bgr;          ///< CV_8UC3, the pixels as they are on the same grid; outside, those of the nearest piece pixel
  cv::Point2d centre;   ///< of mass, in the frame of the piece picture
  double area = 0;      ///< pixels
  double diameter = 0;  ///< of the disc of the same area
  double reach = 0;     ///< largest distance of a piece pixel from the centre

  bool is_empty() const { return field.values.empty(); }

  /// Bilinear, of `lab`. Points off the grid get the colour of its nearest point.
  cv::Vec3f colour_at(const cv::Point2f& point) const;
};

struct FragmentOptions {
  double scale = 1.0;  ///< the frame of the fragment is the picture's, times this
  int margin = 16;     ///< of the field around the piece, pixels
  double rim = 0;      ///< how far the mask reaches over the true edge, pixels of the fragment
};

/// Takes the largest connected part of the piece, holes filled.
Fragment make_fragment(const Piece& piece, const FragmentOptions& options);

}  // namespace solve_puzzle
