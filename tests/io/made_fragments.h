// SPDX-License-Identifier: Apache-2.0
// Pictures of made fragments: a dark content on a plain background, with the mask that made them.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "puzzles/random.h"

namespace solve_puzzle {

struct MadeFragment {
  cv::Mat pixels;  ///< CV_8UC3
  cv::Mat mask;
};

/// Draws a disc with a bite, black in its upper half, on a plain colour (blue, green, red).
inline MadeFragment made_fragment(cv::Size size, const cv::Scalar& background, std::uint64_t seed = 1) {
  MadeFragment made = {cv::Mat(size, CV_8UC3, background), cv::Mat::zeros(size, CV_8UC1)};
  const cv::Point centre(size.width / 2, size.height / 2);
  const int radius = std::min(size.width, size.height) / 2 - 6;
  cv::circle(made.mask, centre, radius, cv::Scalar(255), cv::FILLED);
  cv::circle(made.mask, centre + cv::Point(radius, 0), radius / 2, cv::Scalar(0), cv::FILLED);
  Random random(seed);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      if (made.mask.at<std::uint8_t>(y, x) == 0) continue;
      const auto value = static_cast<std::uint8_t>(y < centre.y ? 0 : 60 + random.below(40));
      made.pixels.at<cv::Vec3b>(y, x) = {value, static_cast<std::uint8_t>(value / 2), value};
    }
  }
  return made;
}

/// Adds noise of so many grey levels of deviation.
inline cv::Mat with_noise(const cv::Mat& picture, double deviation, std::uint64_t seed) {
  Random random(seed);
  cv::Mat noisy = picture.clone();
  for (int y = 0; y < noisy.rows; ++y) {
    std::uint8_t* row = noisy.ptr(y);
    for (int x = 0; x < noisy.cols * noisy.channels(); ++x) {
      row[x] = cv::saturate_cast<std::uint8_t>(row[x] + deviation * random.normal());
    }
  }
  return noisy;
}

/// Gives the share of pixels on which two masks agree.
inline double agreement(const cv::Mat& a, const cv::Mat& b) {
  return 1.0 - static_cast<double>(cv::countNonZero(a != b)) / static_cast<double>(a.total());
}

}  // namespace solve_puzzle
