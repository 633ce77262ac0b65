// SPDX-License-Identifier: Apache-2.0
// Sample pictures drawn by code: landscapes with gradients, texture and edges, for demo and tests.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Draws a landscape (CV_8UC3). Same size and seed: same pixels with every compiler.
cv::Mat sample_picture(cv::Size size, std::uint64_t seed);

}  // namespace solve_puzzle
