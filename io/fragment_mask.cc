// SPDX-License-Identifier: Apache-2.0
#include "io/fragment_mask.h"

#include <opencv2/imgproc.hpp>
#include <vector>

#include "puzzles/masks.h"

namespace solve_puzzle {
namespace {

constexpr int kLeastHole = 25;  ///< pixels

/// Gives what of `is_background` is joined to the border of the picture.
cv::Mat outside_of(const cv::Mat& is_background) {
  cv::Mat padded;
  cv::copyMakeBorder(is_background, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(255));
  cv::floodFill(padded, cv::Point(0, 0), cv::Scalar(128), nullptr, cv::Scalar(), cv::Scalar(), 4);
  return padded(cv::Rect(1, 1, is_background.cols, is_background.rows)) == 128;
}

/// Keeps the components that are no specks: 3 x 3 pixels fit in, and the whole has some size.
cv::Mat patches_of(const cv::Mat& mask) {
  cv::Mat labels, stats, centroids, cores;
  const int num_labels = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 4);
  cv::erode(mask, cores, cv::Mat(), cv::Point(-1, -1), 1, cv::BORDER_CONSTANT, cv::Scalar(0));
  std::vector<char> has_core(static_cast<std::size_t>(num_labels), 0);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (cores.at<std::uint8_t>(y, x) != 0) has_core[static_cast<std::size_t>(labels.at<int>(y, x))] = 1;
    }
  }
  cv::Mat kept = cv::Mat::zeros(mask.size(), CV_8UC1);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const int label = labels.at<int>(y, x);
      const bool is_patch = label > 0 && has_core[static_cast<std::size_t>(label)] != 0 &&
                            stats.at<int>(label, cv::CC_STAT_AREA) >= kLeastHole;
      if (is_patch) kept.at<std::uint8_t>(y, x) = 255;
    }
  }
  return kept;
}

}  // namespace

cv::Mat fragment_mask(const cv::Mat& is_background) {
  const cv::Mat outside = outside_of(is_background);
  const cv::Mat fragment = largest_component(~outside);
  return largest_component(fragment & ~patches_of(is_background & fragment));
}

}  // namespace solve_puzzle
