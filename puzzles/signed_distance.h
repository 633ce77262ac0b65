// SPDX-License-Identifier: Apache-2.0
// How far points lie inside or outside of a fragment, between pixels too.
#pragma once

#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Distance from the outline of a mask, which runs half-way between piece pixels and others; positive inside.
/// Units: pixels.
class SignedDistance {
 public:
  /// mask: CV_8UC1, 255 = piece; padding: pixels around the picture where distances are known too. Cost: O(pixels).
  explicit SignedDistance(const cv::Mat& mask, int padding = 4);

  /// Gives the distance at a point of the piece's picture, linear between pixels; -kFar beyond the padding.
  double at(double x, double y) const;

  static constexpr double kFar = 1e6;

 private:
  int padding_;
  cv::Mat distance_;  ///< CV_32FC1, padded on all sides
};

}  // namespace solve_puzzle
