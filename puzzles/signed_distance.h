// SPDX-License-Identifier: Apache-2.0
// How far points lie inside or outside of a fragment, between pixels too.
#pragma once

#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Distance from the outline of a mask, which runs half-way between piece pixels and others; positive inside.
/// Units: pixels.
class SignedDistance {
 public:
  /// mask: CV_8UC1, 255 = piece. Cost: O(pixels).
  explicit SignedDistance(const cv::Mat& mask);

  /// Gives the distance at a point of the piece's picture, linear between pixels; -kFar where that is further away
  /// than kPadding pixels from the picture.
  double at(double x, double y) const;

  static constexpr int kPadding = 4;
  static constexpr double kFar = 1e6;

 private:
  cv::Mat distance_;  ///< CV_32FC1, padded on all sides
};

}  // namespace solve_puzzle
