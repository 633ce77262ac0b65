// SPDX-License-Identifier: Apache-2.0
// Sample pictures drawn by code: landscapes with gradients, texture and edges, for demo and tests.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Draws a landscape (CV_8UC3): sky, mountains, a lake, woods, fields, a house, a fence and a tree. Three palettes
/// take turns with the seed. Same size and seed: same pixels with every compiler, on any number of threads.
/// Throws: Error for sides outside 1 to 65535 pixels.
/// Cost: about 0.2 µs of processor time a pixel.
cv::Mat sample_picture(cv::Size size, std::uint64_t seed);

}  // namespace solve_puzzle
