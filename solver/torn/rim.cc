// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/rim.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

constexpr int kNumRings = 2;
constexpr float kRingWidth = 1.0F;

/// Least-squares share of the inner colour in every ring.
struct RingSums {
  std::array<double, kNumRings> products = {};
  std::array<double, kNumRings> squares = {};
  bool is_plain = false;
};

/// Mean colour outside of the mask, near it; nothing when it is not plain or there is none.
std::optional<cv::Vec3f> background_of(const cv::Mat& pixels, const cv::Mat& mask) {
  cv::Mat near;
  cv::dilate(mask, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {13, 13}));
  cv::Mat touching;
  cv::dilate(mask, touching, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
  near.setTo(0, touching);
  if (cv::countNonZero(near) < 50) return std::nullopt;
  cv::Scalar mean, deviation;
  cv::meanStdDev(pixels, mean, deviation, near);
  constexpr double kPlain = 3;  // of 255
  if (std::max({deviation[0], deviation[1], deviation[2]}) > kPlain) return std::nullopt;
  return cv::Vec3f(static_cast<float>(mean[0]), static_cast<float>(mean[1]), static_cast<float>(mean[2]));
}

/// Distance into the piece, and with it the direction inwards.
struct Depth {
  cv::Mat depth, along_x, along_y;
};

Depth depth_of(const cv::Mat& mask) {
  Depth result;
  cv::distanceTransform(mask, result.depth, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  cv::Mat smooth;
  cv::GaussianBlur(result.depth, smooth, {0, 0}, 1.5);
  cv::Sobel(smooth, result.along_x, CV_32F, 1, 0);
  cv::Sobel(smooth, result.along_y, CV_32F, 0, 1);
  return result;
}

RingSums ring_sums(const Piece& piece) {
  RingSums sums;
  if (piece.mask.empty()) return sums;
  cv::Mat pixels, mask;
  piece.pixels.convertTo(pixels, CV_32FC3, piece.pixels.depth() == CV_16U ? 255.0 / 65535 : 1.0);
  cv::copyMakeBorder(piece.mask > 127, mask, 1, 1, 1, 1, cv::BORDER_CONSTANT);
  const std::optional<cv::Vec3f> background = background_of(pixels, piece.mask > 127);
  if (!background) return sums;
  sums.is_plain = true;
  const Depth depth = depth_of(mask);
  constexpr float kInside = 3;  // pixels further in
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      const float d = depth.depth.at<float>(y + 1, x + 1);
      const int ring = static_cast<int>(std::ceil(d / kRingWidth)) - 1;
      if (d <= 0 || ring >= kNumRings) continue;
      const cv::Point2f inwards(depth.along_x.at<float>(y + 1, x + 1), depth.along_y.at<float>(y + 1, x + 1));
      const float length = std::hypot(inwards.x, inwards.y);
      if (length < 1e-3F) continue;
      const int column = std::clamp(static_cast<int>(std::lround(static_cast<float>(x) + kInside * inwards.x / length)),
                                    0, pixels.cols - 1);
      const int row = std::clamp(static_cast<int>(std::lround(static_cast<float>(y) + kInside * inwards.y / length)), 0,
                                 pixels.rows - 1);
      if (depth.depth.at<float>(row + 1, column + 1) < kNumRings) continue;
      const cv::Vec3f inner = pixels.at<cv::Vec3f>(row, column) - *background;
      sums.products[ring] += inner.dot(pixels.at<cv::Vec3f>(y, x) - *background);
      sums.squares[ring] += inner.dot(inner);
    }
  }
  return sums;
}

}  // namespace

double blended_rim(const Puzzle& puzzle) {
  std::vector<RingSums> all(puzzle.pieces.size());
  parallel_for(0, std::ssize(all), [&](std::ptrdiff_t i) {
    all[static_cast<std::size_t>(i)] = ring_sums(puzzle.pieces[static_cast<std::size_t>(i)]);
  });
  double missing = 0;
  for (std::size_t ring = 0; ring < kNumRings; ++ring) {
    double product = 0, square = 0;
    for (const RingSums& sums : all) {
      product += sums.products[ring];
      square += sums.squares[ring];
    }
    if (square > 0) missing += kRingWidth * (1 - product / square);
  }
  const auto num_plain = std::count_if(all.begin(), all.end(), [](const RingSums& sums) { return sums.is_plain; });
  if (2 * num_plain < std::ssize(all)) return 0;
  constexpr double kLeast = 0.25;  // less is noise
  return missing < kLeast ? 0 : std::min(missing, 1.0 * kNumRings);
}

}  // namespace solve_puzzle
