// SPDX-License-Identifier: Apache-2.0
#include "io/picture_pyramid.h"

#include <algorithm>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "puzzles/error.h"
#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

constexpr int kLossless = 101;  // OpenCV's word for it
constexpr std::int64_t kMostLosslessPixels = std::int64_t{3} << 20;

bool has_opaque_pixel(const cv::Mat& tile) {
  cv::Mat alpha;
  cv::extractChannel(tile, alpha, 3);
  return cv::countNonZero(alpha) > 0;
}

std::string encode_webp(const cv::Mat& tile, int quality) {
  std::vector<unsigned char> bytes;
  try {
    cv::imencode(".webp", tile, bytes, {cv::IMWRITE_WEBP_QUALITY, quality});
  } catch (const cv::Exception& error) {
    throw Error("the picture cannot be packed as WebP: " + error.err);
  }
  return {bytes.begin(), bytes.end()};
}

PyramidLevel make_level(const cv::Mat& picture, int tile_size, int quality) {
  const int cols = (picture.cols + tile_size - 1) / tile_size;
  const int rows = (picture.rows + tile_size - 1) / tile_size;
  PyramidLevel level{picture.cols, picture.rows, std::vector<std::string>(static_cast<std::size_t>(cols) * rows)};
  parallel_for(0, std::ssize(level.tiles), [&](std::ptrdiff_t i) {
    const cv::Point corner(static_cast<int>(i % cols) * tile_size, static_cast<int>(i / cols) * tile_size);
    const cv::Rect whole({0, 0}, picture.size());
    const cv::Mat tile = picture(cv::Rect(corner, cv::Size(tile_size, tile_size)) & whole);
    if (has_opaque_pixel(tile)) level.tiles[static_cast<std::size_t>(i)] = encode_webp(tile, quality);
  });
  return level;
}

// Weighs colours by their alpha, so that what is behind a hole does not bleed into its rim.
cv::Mat halved(const cv::Mat& picture) {
  const cv::Size half((picture.cols + 1) / 2, (picture.rows + 1) / 2);
  cv::Mat wide, alpha, weighted;
  picture.convertTo(wide, CV_32F);
  cv::extractChannel(wide, alpha, 3);
  alpha /= 255;
  cv::merge(std::vector<cv::Mat>{alpha, alpha, alpha, cv::Mat::ones(alpha.size(), CV_32F)}, weighted);
  cv::resize(wide.mul(weighted), wide, half, 0, 0, cv::INTER_AREA);
  cv::resize(weighted, weighted, half, 0, 0, cv::INTER_AREA);
  cv::divide(wide, weighted + cv::Scalar(1e-6, 1e-6, 1e-6, 0), wide);
  cv::Mat result;
  wide.convertTo(result, CV_8U);
  return result;
}

std::vector<cv::Mat> sizes_of(const cv::Mat& picture, int tile_size) {
  std::vector<cv::Mat> sizes = {picture};
  while (std::max(sizes.back().cols, sizes.back().rows) > tile_size) sizes.push_back(halved(sizes.back()));
  std::reverse(sizes.begin(), sizes.end());
  return sizes;
}

std::size_t num_bytes(const Pyramid& pyramid) {
  std::size_t sum = 0;
  for (const PyramidLevel& level : pyramid.levels) {
    for (const std::string& tile : level.tiles) sum += tile.size();
  }
  return sum;
}

Pyramid packed(const std::vector<cv::Mat>& sizes, int tile_size, int quality) {
  Pyramid pyramid{.tile_size = tile_size, .levels = {}, .is_lossless = quality == kLossless};
  for (const cv::Mat& size : sizes) {
    // Only the largest level is looked at pixel by pixel.
    pyramid.levels.push_back(make_level(size, tile_size, &size == &sizes.back() ? quality : std::min(quality, 90)));
  }
  return pyramid;
}

}  // namespace

Pyramid make_pyramid(const cv::Mat& picture, const PyramidOptions& options) {
  std::vector<cv::Mat> sizes = sizes_of(picture, options.tile_size);
  for (int num_halved = 0;; ++num_halved) {
    for (const int quality : {kLossless, 90, 75, 55, 35}) {
      if (quality == kLossless && (num_halved > 0 || std::int64_t{picture.cols} * picture.rows > kMostLosslessPixels)) {
        continue;
      }
      Pyramid pyramid = packed(sizes, options.tile_size, quality);
      pyramid.num_halved = num_halved;
      if (num_bytes(pyramid) <= options.max_bytes || (sizes.size() == 1 && quality == 35)) return pyramid;
    }
    if (sizes.size() > 1) sizes.pop_back();
  }
}

}  // namespace solve_puzzle
