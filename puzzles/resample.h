// SPDX-License-Identifier: Apache-2.0
// A piece's pixels read from a picture that lies otherwise. One point of a picture: puzzles/cubic_sampler.h.
#pragma once

#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Gives the colours at the pixels of `where`, by one cubic interpolation of the source pixels that `mask` holds; black
/// elsewhere. Shapes: pixels CV_8UC3 or CV_16UC3; mask as pixels, CV_8UC1, empty: all of the picture; where: CV_8UC1.
cv::Mat resampled(const cv::Mat& pixels, const cv::Mat& mask, const cv::Matx23d& source_from_target,
                  const cv::Mat& where);

}  // namespace solve_puzzle
