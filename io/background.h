// SPDX-License-Identifier: Apache-2.0
// The plain colour behind fragments: found in pictures, or given. No masks, no files.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace solve_puzzle {

/// A pixel is background when no channel is further than `tolerance` from `colour`.
struct Background {
  cv::Vec3d colour;        ///< blue, green, red, 0 to 255, for pictures of 8 and 16 bits alike
  double tolerance = 0.0;  ///< of 255
  double share = 0.0;      ///< of the border pixels that it was measured on, 0 to 1
};

/// Gives the outermost two rows and columns of pictures, in 8 bits: CV_8UC3, one row.
cv::Mat border_pixels(const std::vector<cv::Mat>& pictures);

/// Gives the commonest colour among `samples` (CV_8UC3) and how far it scatters there; nothing when less than half of
/// them have it. Grain, JPEG noise and faint shading make the tolerance larger.
std::optional<Background> find_background(const cv::Mat& samples);

/// Gives a background of known colour (blue, green, red), its tolerance measured on `samples`.
Background measured_background(const cv::Vec3d& colour, const cv::Mat& samples);

/// Gives 255 where a picture of 8 or 16 bits shows the background: CV_8UC1.
cv::Mat where_background(const cv::Mat& pixels, const Background& background);

}  // namespace solve_puzzle
