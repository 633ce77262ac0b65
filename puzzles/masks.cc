// SPDX-License-Identifier: Apache-2.0
#include "puzzles/masks.h"

#include <opencv2/imgproc.hpp>
#include <vector>

namespace solve_puzzle {

cv::Mat largest_component(const cv::Mat& mask) {
  cv::Mat labels, stats, centroids;
  const int num_labels = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 4);
  int best = 0;
  int best_area = 0;
  for (int label = 1; label < num_labels; ++label) {
    const int area = stats.at<int>(label, cv::CC_STAT_AREA);
    if (area <= best_area) continue;
    best_area = area;
    best = label;
  }
  if (best == 0) return cv::Mat::zeros(mask.size(), CV_8UC1);
  return labels == best;
}

bool is_cut_by_border(const cv::Mat& mask, int length) {
  for (const cv::Mat& strip : {mask.row(0), mask.row(mask.rows - 1), mask.col(0), mask.col(mask.cols - 1)}) {
    if (cv::countNonZero(strip) >= length) return true;
  }
  return false;
}

cv::Mat with_alpha(const Piece& piece) {
  if (piece.mask.empty()) return piece.pixels;
  cv::Mat alpha = piece.mask;
  if (piece.pixels.depth() == CV_16U) piece.mask.convertTo(alpha, CV_16U, 257);
  std::vector<cv::Mat> channels;
  cv::split(piece.pixels, channels);
  channels.push_back(alpha);
  cv::Mat result;
  cv::merge(channels, result);
  return result;
}

}  // namespace solve_puzzle
