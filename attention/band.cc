// SPDX-License-Identifier: Apache-2.0
#include "attention/band.h"

#include <fmt/format.h>

#include "puzzles/error.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

constexpr float kMean = 0.5F;
constexpr float kDeviation = 0.25F;

void check(const Piece& piece, int side, int depth) {
  if (depth < 1) throw Error(fmt::format("a band needs a depth of at least 1 pixel; found {}", depth));
  if (side < kTop || side > kLeft) throw Error(fmt::format("a tile has the sides 0 to 3; found {}", side));
  if (piece.pixels.empty()) throw Error(fmt::format("piece {}: found no pixels", piece.id));
  if (piece.pixels.type() != CV_8UC3 && piece.pixels.type() != CV_16UC3) {
    throw Error(fmt::format("piece {}: found pixels of type {}; expected three channels of 8 or 16 bits", piece.id,
                            cv::typeToString(piece.pixels.type())));
  }
}

cv::Vec3f normalised(const cv::Mat& pixels, int y, int x) {
  const bool is_deep = pixels.depth() == CV_16U;
  const cv::Vec3f raw = is_deep ? cv::Vec3f(pixels.at<cv::Vec3w>(y, x)) : cv::Vec3f(pixels.at<cv::Vec3b>(y, x));
  const float white = is_deep ? 65535.0F : 255.0F;
  return (raw / white - cv::Vec3f::all(kMean)) / kDeviation;
}

}  // namespace

Band extract_band(const Piece& piece, int side, int depth) {
  check(piece, side, depth);
  // Turning the right side to the top is one quarter turn counter-clockwise; then every side reads as the top one.
  const cv::Mat pixels = turned(piece.pixels, side);
  const cv::Mat mask = piece.mask.empty() ? cv::Mat() : turned(piece.mask, side);
  Band band{.depth = depth, .length = pixels.cols, .values = {}};
  const std::size_t plane = static_cast<std::size_t>(depth) * static_cast<std::size_t>(band.length);
  band.values.assign(kBandChannels * plane, 0.0F);
  for (int y = 0; y < std::min(depth, pixels.rows); ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      if (!mask.empty() && mask.at<unsigned char>(y, x) == 0) continue;
      const cv::Vec3f colour = normalised(pixels, y, x);
      float* at = band.values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(band.length) + x;
      for (int c = 0; c < 3; ++c) at[static_cast<std::size_t>(c) * plane] = colour[c];
      at[3 * plane] = 1.0F;
    }
  }
  return band;
}

}  // namespace solve_puzzle
