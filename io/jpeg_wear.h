// SPDX-License-Identifier: Apache-2.0
// What saving as JPEG does to a picture, without a file. No other codec.
#pragma once

#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Encodes and decodes a picture (CV_8UC3) with JPEG. Quality: 1 to 100. `offset` moves the grid of 8 × 8 blocks.
/// Throws: Error when the codec fails.
cv::Mat jpeg_worn(const cv::Mat& picture, int quality, cv::Point offset);

}  // namespace solve_puzzle
