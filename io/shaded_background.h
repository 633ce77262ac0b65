// SPDX-License-Identifier: Apache-2.0
// A plain sheet under uneven light, with soft shadows on it: where a scan or photo of many fragments shows it. One
// colour without shading: io/background.h.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

namespace solve_puzzle {

/// The colour of the bare sheet at every place: a quadratic function of x and y for each channel.
struct ShadedBackground {
  cv::Matx<double, 3, 6> coefficients;  ///< blue, green, red; of 1, x, y, x², xy, y², with x and y from -1 to 1
  double tolerance = 0;                 ///< of 255, no channel is further away
  double share = 0;                     ///< of the border that shows it, 0 to 1

  /// Gives the colour at a pixel of a picture of this size, 0 to 255.
  cv::Vec3d at(int x, int y, cv::Size size) const;
};

/// Finds the sheet behind the fragments; nothing when less than half of the border agrees on one.
/// Shapes: CV_8UC3 or CV_16UC3. Cost: O(pixels).
std::optional<ShadedBackground> find_shaded_background(const cv::Mat& picture);

/// Gives 255 where the sheet is seen, also in soft shadow: the sheet's hue, darker, reached from bare sheet without
/// crossing an edge. CV_8UC1.
cv::Mat where_sheet(const cv::Mat& picture, const ShadedBackground& background);

}  // namespace solve_puzzle
