// SPDX-License-Identifier: Apache-2.0
// Small helpers for pictures that people look at: 8 bits, no alpha. Nothing of puzzles but pixels.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace solve_puzzle {

/// Gives CV_8U for CV_8U or CV_16U, channels as they are.
cv::Mat eight_bits(const cv::Mat& picture);

/// Lays a picture with alpha on a plain colour: CV_8UC3.
cv::Mat on_background(const cv::Mat& picture, const cv::Scalar& background);

/// Puts pictures (CV_8UC3) below each other, with `gap` pixels between them.
cv::Mat stacked(const std::vector<cv::Mat>& pictures, int gap, const cv::Scalar& background);

}  // namespace solve_puzzle
