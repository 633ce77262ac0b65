// SPDX-License-Identifier: Apache-2.0
#include "io/background.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace solve_puzzle {
namespace {

constexpr double kReach = 40.0;  ///< further than this from the commonest colour nothing is background, of 255
constexpr double kLeastTolerance = 3.0;
constexpr double kPlain = 0.5;  ///< share of the border that a plain background has at least

cv::Mat eight_bits(const cv::Mat& pixels) {
  if (pixels.depth() == CV_8U) return pixels;
  cv::Mat result;
  pixels.convertTo(result, CV_8U, 1.0 / 257.0);
  return result;
}

double distance(const cv::Vec3b& pixel, const cv::Vec3d& colour) {
  double largest = 0;
  for (int c = 0; c < 3; ++c) largest = std::max(largest, std::abs(pixel[c] - colour[c]));
  return largest;
}

/// Gives the middle of the fullest of 16 x 16 x 16 boxes of colours.
cv::Vec3d fullest_box(const cv::Mat& samples) {
  std::vector<int> counts(16 * 16 * 16, 0);
  const auto box_of = [](const cv::Vec3b& pixel) {
    return (pixel[0] >> 4) * 256 + (pixel[1] >> 4) * 16 + (pixel[2] >> 4);
  };
  for (int i = 0; i < samples.cols; ++i) ++counts[box_of(samples.at<cv::Vec3b>(i))];
  const auto best = static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  const auto middle = [](int box) { return 16.0 * box + 7.5; };
  return {middle(best >> 8), middle((best >> 4) & 15), middle(best & 15)};
}

/// Gives the mean of the samples near `colour`; `colour` itself where there are none.
cv::Vec3d mean_near(const cv::Mat& samples, const cv::Vec3d& colour, double radius) {
  cv::Vec3d sum;
  int count = 0;
  for (int i = 0; i < samples.cols; ++i) {
    const auto& pixel = samples.at<cv::Vec3b>(i);
    if (distance(pixel, colour) > radius) continue;
    sum += cv::Vec3d(pixel);
    ++count;
  }
  return count > 0 ? sum / count : colour;
}

std::vector<double> distances_within_reach(const cv::Mat& samples, const cv::Vec3d& colour) {
  std::vector<double> distances;
  for (int i = 0; i < samples.cols; ++i) {
    const double d = distance(samples.at<cv::Vec3b>(i), colour);
    if (d <= kReach) distances.push_back(d);
  }
  return distances;
}

}  // namespace

cv::Mat border_pixels(const std::vector<cv::Mat>& pictures) {
  std::vector<cv::Vec3b> samples;
  for (const cv::Mat& picture : pictures) {
    const auto add = [&](const cv::Mat& strip) {
      const cv::Mat shallow = eight_bits(strip);
      samples.insert(samples.end(), shallow.begin<cv::Vec3b>(), shallow.end<cv::Vec3b>());
    };
    const int rows = std::min(2, picture.rows);
    const int cols = std::min(2, picture.cols);
    add(picture.rowRange(0, rows));
    add(picture.rowRange(picture.rows - rows, picture.rows));
    add(picture.colRange(0, cols));
    add(picture.colRange(picture.cols - cols, picture.cols));
  }
  return cv::Mat(samples, true).reshape(3, 1);
}

Background measured_background(const cv::Vec3d& colour, const cv::Mat& samples) {
  std::vector<double> near = distances_within_reach(samples, colour);
  if (near.empty()) return {colour, kLeastTolerance, 0.0};
  const auto high = near.begin() + static_cast<std::ptrdiff_t>(0.9 * static_cast<double>(near.size() - 1));
  std::nth_element(near.begin(), high, near.end());
  const double tolerance = std::min(kReach, kLeastTolerance + 3.0 * *high);
  const auto num_inside = std::count_if(near.begin(), near.end(), [&](double d) { return d <= tolerance; });
  return {colour, tolerance, static_cast<double>(num_inside) / samples.cols};
}

std::optional<Background> find_background(const cv::Mat& samples) {
  if (samples.empty()) return std::nullopt;
  cv::Vec3d colour = fullest_box(samples);
  for (const double radius : {24.0, 20.0, 16.0, 16.0}) colour = mean_near(samples, colour, radius);
  const Background found = measured_background(colour, samples);
  if (found.share < kPlain) return std::nullopt;
  return found;
}

cv::Mat where_background(const cv::Mat& pixels, const Background& background) {
  const double scale = pixels.depth() == CV_16U ? 257.0 : 1.0;
  cv::Scalar low;
  cv::Scalar high;
  for (int c = 0; c < 3; ++c) {
    low[c] = std::ceil((background.colour[c] - background.tolerance) * scale);
    high[c] = std::floor((background.colour[c] + background.tolerance) * scale);
  }
  cv::Mat mask;
  cv::inRange(pixels, low, high, mask);
  return mask;
}

}  // namespace solve_puzzle
