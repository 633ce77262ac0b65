// SPDX-License-Identifier: Apache-2.0
// A picture read between its pixels: cubic interpolation that leaves out what is not piece. No whole pictures.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Gives the weights of the four pixels around a point, `t` of the way from the second to the third.
/// Source: Keys, "Cubic convolution interpolation for digital image processing", IEEE ASSP 29(6), 1981, a = -1/2.
inline std::array<double, 4> cubic_weights(double t) {
  return {t * (t * (1 - 0.5 * t) - 0.5), t * t * (1.5 * t - 2.5) + 1, t * (t * (2 - 1.5 * t) + 0.5),
          t * t * (0.5 * t - 0.5)};
}

/// Reads CV_8UC3 or CV_16UC3 pictures. Pixels outside of the picture or the mask weigh nothing, and the others share
/// their weight, so that no background bleeds in.
class CubicSampler {
 public:
  /// mask: CV_8UC1, 255 = piece; empty: all of the picture. Both must live as long as the sampler.
  CubicSampler(const cv::Mat& pixels, const cv::Mat& mask) : pixels_(pixels), mask_(mask) {}

  /// Gives the colour at a point near the piece, unrounded; that of the nearest piece pixels where cubic weights
  /// cancel, and black where no piece pixel is within two pixels. At whole pixels: exactly the pixel.
  cv::Vec3d at(double x, double y) const {
    const double left = std::floor(x);
    const double top = std::floor(y);
    const std::array<double, 4> wx = cubic_weights(x - left);
    const std::array<double, 4> wy = cubic_weights(y - top);
    Sum cubic, near;
    for (int j = 0; j < 4; ++j) {
      for (int i = 0; i < 4; ++i) {
        const int column = static_cast<int>(left) + i - 1;
        const int row = static_cast<int>(top) + j - 1;
        if (!is_piece(column, row)) continue;
        const cv::Vec3d value = value_at(column, row);
        cubic.add(value, wx[i] * wy[j]);
        near.add(value, 1 / (0.01 + square(column - x) + square(row - y)));
      }
    }
    constexpr double kEnough = 0.3;  // below, the shared weights would amplify noise
    return cubic.weight > kEnough ? cubic.mean() : near.mean();
  }

 private:
  struct Sum {
    cv::Vec3d total;
    double weight = 0;

    void add(const cv::Vec3d& value, double w) {
      total += w * value;
      weight += w;
    }
    cv::Vec3d mean() const { return weight != 0 ? total * (1 / weight) : cv::Vec3d(); }
  };

  static double square(double x) { return x * x; }

  bool is_piece(int x, int y) const {
    if (x < 0 || y < 0 || x >= pixels_.cols || y >= pixels_.rows) return false;
    return mask_.empty() || mask_.at<std::uint8_t>(y, x) != 0;
  }

  cv::Vec3d value_at(int x, int y) const {
    return pixels_.depth() == CV_16U ? cv::Vec3d(pixels_.at<cv::Vec3w>(y, x)) : cv::Vec3d(pixels_.at<cv::Vec3b>(y, x));
  }

  const cv::Mat& pixels_;
  const cv::Mat& mask_;
};

}  // namespace solve_puzzle
