// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pictures.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace solve_puzzle {

cv::Mat eight_bits(const cv::Mat& picture) {
  cv::Mat result = picture;
  if (picture.depth() == CV_16U) picture.convertTo(result, CV_8U, 1.0 / 257.0);
  return result;
}

cv::Mat on_background(const cv::Mat& picture, const cv::Scalar& background) {
  std::vector<cv::Mat> channels;
  cv::split(eight_bits(picture), channels);
  cv::Mat colour, result(picture.size(), CV_8UC3, background);
  cv::merge(std::vector<cv::Mat>(channels.begin(), channels.begin() + 3), colour);
  colour.copyTo(result, channels[3] >= 128);
  return result;
}

cv::Mat stacked(const std::vector<cv::Mat>& pictures, int gap, const cv::Scalar& background) {
  int width = 0, height = -gap;
  for (const cv::Mat& picture : pictures) {
    width = std::max(width, picture.cols);
    height += picture.rows + gap;
  }
  cv::Mat all(height, width, CV_8UC3, background);
  int top = 0;
  for (const cv::Mat& picture : pictures) {
    picture.copyTo(all(cv::Rect(0, top, picture.cols, picture.rows)));
    top += picture.rows + gap;
  }
  return all;
}

}  // namespace solve_puzzle
