// SPDX-License-Identifier: Apache-2.0
#include "puzzles/signed_distance.h"

#include <opencv2/imgproc.hpp>

#include "puzzles/for_each_pixel.h"

namespace solve_puzzle {

SignedDistance::SignedDistance(const cv::Mat& mask, int padding) : padding_(padding) {
  cv::Mat padded, inside, outside;
  cv::copyMakeBorder(mask, padded, padding, padding, padding, padding, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::distanceTransform(padded, inside, cv::DIST_L2, cv::DIST_MASK_PRECISE, CV_32F);
  cv::distanceTransform(~padded, outside, cv::DIST_L2, cv::DIST_MASK_PRECISE, CV_32F);
  // Both count from pixel centre to pixel centre: half a pixel more than to the outline.
  distance_ = inside - outside;
  for_each_pixel<float>(distance_, [](float& d, int, int) { d += d > 0 ? -0.5F : 0.5F; });
}

double SignedDistance::at(double x, double y) const {
  const double column = x + padding_;
  const double row = y + padding_;
  if (!(column >= 0 && row >= 0 && column < distance_.cols - 1 && row < distance_.rows - 1)) return -kFar;
  const int left = static_cast<int>(column);
  const int top = static_cast<int>(row);
  const double u = column - left;
  const double v = row - top;
  const float* upper = distance_.ptr<float>(top) + left;
  const float* lower = distance_.ptr<float>(top + 1) + left;
  return (1 - v) * ((1 - u) * upper[0] + u * upper[1]) + v * ((1 - u) * lower[0] + u * lower[1]);
}

}  // namespace solve_puzzle
