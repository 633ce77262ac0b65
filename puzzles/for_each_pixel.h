// SPDX-License-Identifier: Apache-2.0
// A loop over the pixels of a picture, in this thread. cv::Mat::forEach would use OpenCV's own threads beside ours.
#pragma once

#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Calls change(pixel, row, column) for all pixels, row by row. Pixel must be the type that the picture holds.
template <class Pixel, class Change>
void for_each_pixel(cv::Mat& picture, const Change& change) {
  for (int row = 0; row < picture.rows; ++row) {
    Pixel* const pixels = picture.ptr<Pixel>(row);
    for (int column = 0; column < picture.cols; ++column) change(pixels[column], row, column);
  }
}

}  // namespace solve_puzzle
