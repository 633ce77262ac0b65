// SPDX-License-Identifier: Apache-2.0
#include "puzzles/resample.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "puzzles/cubic_sampler.h"
#include "puzzles/rigid.h"

namespace solve_puzzle {
namespace {

template <class Sample>
void read_pixels(const CubicSampler& sampler, const cv::Matx23d& source_from_target, const cv::Mat& where,
                 cv::Mat& pixels) {
  constexpr double kHighest = std::numeric_limits<Sample>::max();
  for (int y = 0; y < where.rows; ++y) {
    for (int x = 0; x < where.cols; ++x) {
      if (where.at<std::uint8_t>(y, x) == 0) continue;
      const cv::Point2d at = moved(source_from_target, cv::Point2d(x, y));
      const cv::Vec3d value = sampler.at(at.x, at.y);
      auto& pixel = pixels.at<cv::Vec<Sample, 3>>(y, x);
      for (int c = 0; c < 3; ++c) pixel[c] = static_cast<Sample>(std::clamp(value[c] + 0.5, 0.0, kHighest));
    }
  }
}

}  // namespace

cv::Mat resampled(const cv::Mat& pixels, const cv::Mat& mask, const cv::Matx23d& source_from_target,
                  const cv::Mat& where) {
  const CubicSampler sampler(pixels, mask);
  cv::Mat read = cv::Mat::zeros(where.size(), pixels.type());
  if (read.depth() == CV_16U) {
    read_pixels<std::uint16_t>(sampler, source_from_target, where, read);
  } else {
    read_pixels<std::uint8_t>(sampler, source_from_target, where, read);
  }
  return read;
}

}  // namespace solve_puzzle
