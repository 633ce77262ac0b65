// SPDX-License-Identifier: Apache-2.0
#include "solver/sides.h"

#include <algorithm>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// Gives the pixel at place `t` of side `side`, `depth` lines inside.
cv::Point place_on_side(int side, int t, int depth, cv::Size size) {
  const int last_x = size.width - 1;
  const int last_y = size.height - 1;
  switch (side) {
    case kTop:
      return {t, std::min(depth, last_y)};
    case kRight:
      return {std::max(last_x - depth, 0), t};
    case kBottom:
      return {last_x - t, std::max(last_y - depth, 0)};
    default:
      return {std::min(depth, last_x), last_y - t};
  }
}

cv::Vec3f pixel_at(const cv::Mat& pixels, cv::Point p) {
  if (pixels.depth() == CV_16U) {
    const auto& v = pixels.at<cv::Vec3w>(p);
    return cv::Vec3f(v[0], v[1], v[2]) * (1.0F / 257.0F);
  }
  const auto& v = pixels.at<cv::Vec3b>(p);
  return {static_cast<float>(v[0]), static_cast<float>(v[1]), static_cast<float>(v[2])};
}

}  // namespace

Sides::Sides(const Puzzle& puzzle) {
  std::size_t total = 0;
  for (const Piece& piece : puzzle.pieces) {
    for (int side = 0; side < 4; ++side) {
      length_.push_back(side % 2 == 0 ? piece.pixels.cols : piece.pixels.rows);
      begin_.push_back(total);
      total += static_cast<std::size_t>(length_.back()) * 3 * kNumDepths;
    }
  }
  pixels_.resize(total);
  parallel_for(0, static_cast<std::ptrdiff_t>(puzzle.pieces.size()), [&](std::ptrdiff_t i) {
    const cv::Mat& pixels = puzzle.pieces[static_cast<std::size_t>(i)].pixels;
    for (int s = 0; s < 4; ++s) {
      float* out = pixels_.data() + begin_[static_cast<std::size_t>(i * 4 + s)];
      for (int depth = 0; depth < kNumDepths; ++depth) {
        for (int t = 0; t < length(static_cast<int>(i) * 4 + s); ++t, out += 3) {
          const cv::Vec3f v = pixel_at(pixels, place_on_side(s, t, depth, pixels.size()));
          std::copy(v.val, v.val + 3, out);
        }
      }
    }
  });
}

}  // namespace solve_puzzle
