// SPDX-License-Identifier: Apache-2.0
// A large picture as WebP tiles at several sizes, so that a page draws only what is seen. No file access.
#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace solve_puzzle {

struct PyramidOptions {
  int tile_size = 512;  ///< pixels
  std::size_t max_bytes = std::size_t{15} << 20U;
};

/// One size of the picture: WebP files row by row; an empty one stands for a tile without an opaque pixel.
struct PyramidLevel {
  int width = 0;
  int height = 0;
  std::vector<std::string> tiles;
};

/// Levels from the smallest, which is one tile, to the largest; each is half as wide as the next.
struct Pyramid {
  int tile_size = 0;
  std::vector<PyramidLevel> levels;
  bool is_lossless = false;  ///< the largest level shows the very pixels
  int num_halved = 0;        ///< so many times the picture was halved before its tiles were in max_bytes
};

/// Makes the tiles: lossless where they are small enough, else at the highest of a few qualities that fits; a picture
/// that is too large even then loses its largest level. Shapes: picture CV_8UC4, blue-green-red-alpha, not empty.
/// Throws: Error when this OpenCV cannot write WebP.
Pyramid make_pyramid(const cv::Mat& picture, const PyramidOptions& options = {});

}  // namespace solve_puzzle
