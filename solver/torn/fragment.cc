// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/fragment.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "puzzles/for_each_pixel.h"

namespace solve_puzzle {
namespace {

cv::Mat mask_of(const Piece& piece) {
  return piece.mask.empty() ? cv::Mat(piece.pixels.size(), CV_8UC1, cv::Scalar(255)) : piece.mask;
}

/// The largest connected part, holes filled; empty when there is none.
cv::Mat solid_part(const cv::Mat& mask) {
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  if (contours.empty()) return {};
  const auto largest = std::max_element(contours.begin(), contours.end(), [](const auto& a, const auto& b) {
    return std::pair(cv::contourArea(a), a.size()) < std::pair(cv::contourArea(b), b.size());
  });
  cv::Mat part = cv::Mat::zeros(mask.size(), CV_8UC1);
  cv::drawContours(part, contours, static_cast<int>(largest - contours.begin()), cv::Scalar(255), cv::FILLED);
  return part;
}

/// The picture's pixels and mask, made smaller, with a margin of nothing around the piece.
struct Framed {
  cv::Mat pixels, mask;
  cv::Point2f origin;
};

/// Pixel centres are whole numbers, so that a smaller picture's first centre does not lie on the larger one's.
Framed framed(const Piece& piece, const FragmentOptions& options) {
  cv::Mat pixels = piece.pixels;
  cv::Mat mask = mask_of(piece);
  if (options.scale < 1) {
    const cv::Size size(std::max(1, static_cast<int>(std::lround(mask.cols * options.scale))),
                        std::max(1, static_cast<int>(std::lround(mask.rows * options.scale))));
    cv::resize(pixels, pixels, size, 0, 0, cv::INTER_AREA);
    cv::resize(mask, mask, size, 0, 0, cv::INTER_AREA);
  }
  mask = solid_part(mask > 127);
  if (mask.empty()) return {};
  const cv::Rect box = cv::boundingRect(mask);
  const int m = options.margin;
  Framed result;
  result.origin = cv::Point2f(static_cast<float>(box.x - m), static_cast<float>(box.y - m));
  cv::copyMakeBorder(pixels(box), result.pixels, m, m, m, m, cv::BORDER_CONSTANT);
  cv::copyMakeBorder(mask(box), result.mask, m, m, m, m, cv::BORDER_CONSTANT);
  return result;
}

cv::Mat signed_distance(const cv::Mat& mask) {
  cv::Mat inside, outside;
  cv::distanceTransform(mask, inside, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  cv::distanceTransform(255 - mask, outside, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  // Both count to the nearest pixel centre of the other kind; the outline runs half a pixel before it.
  cv::Mat distance = outside - inside;
  for_each_pixel<float>(distance, [](float& d, int, int) { d += d > 0 ? -0.5F : 0.5F; });
  constexpr double kSmoothing = 0.8;  // pixels; evens out the stairs of a mask of whole pixels
  cv::GaussianBlur(distance, distance, {0, 0}, kSmoothing);
  return distance;
}

/// Colours of the piece alone, blurred a little; around it they go on.
cv::Mat lab_of(const cv::Mat& pixels, const cv::Mat& mask) {
  cv::Mat colours, weights;
  pixels.convertTo(colours, CV_32FC3, pixels.depth() == CV_16U ? 1.0 / 65535 : 1.0 / 255);
  cv::cvtColor(colours, colours, cv::COLOR_BGR2Lab);
  colours.setTo(cv::Scalar::all(0), mask == 0);
  mask.convertTo(weights, CV_32FC1, 1.0 / 255);
  constexpr double kSmoothing = 0.8;
  cv::GaussianBlur(colours, colours, {0, 0}, kSmoothing);
  cv::GaussianBlur(weights, weights, {0, 0}, kSmoothing);
  for_each_pixel<cv::Vec3f>(colours, [&](cv::Vec3f& c, int row, int column) {
    const float weight = weights.at<float>(row, column);
    c = weight > 1e-3F ? cv::Vec3f(c / weight) : cv::Vec3f(0, 0, 0);
  });
  return colours;
}

/// The piece's pixels; around it every pixel is as the nearest one of the piece.
cv::Mat continued(const cv::Mat& pixels, const cv::Mat& mask) {
  cv::Mat result, distance, labels;
  pixels.convertTo(result, CV_8UC3, pixels.depth() == CV_16U ? 1.0 / 257 : 1.0);
  cv::distanceTransform(255 - mask, distance, labels, cv::DIST_L2, cv::DIST_MASK_5, cv::DIST_LABEL_PIXEL);
  std::vector<cv::Vec3b> colours(mask.total() + 1);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (mask.at<uchar>(y, x) != 0) colours[labels.at<int>(y, x)] = result.at<cv::Vec3b>(y, x);
    }
  }
  for_each_pixel<cv::Vec3b>(result, [&](cv::Vec3b& c, int y, int x) { c = colours[labels.at<int>(y, x)]; });
  return result;
}

double reach_of(const cv::Mat& mask, const cv::Point2d& centre) {
  double most = 0;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (mask.at<uchar>(y, x) != 0) most = std::max(most, std::hypot(x - centre.x, y - centre.y));
    }
  }
  return most;
}

}  // namespace

cv::Vec3f Fragment::colour_at(const cv::Point2f& point) const {
  const cv::Point2f at = point - field.origin;
  const int column = std::clamp(static_cast<int>(at.x), 0, lab.cols - 2);
  const int row = std::clamp(static_cast<int>(at.y), 0, lab.rows - 2);
  const float fx = std::clamp(at.x - static_cast<float>(column), 0.0F, 1.0F);
  const float fy = std::clamp(at.y - static_cast<float>(row), 0.0F, 1.0F);
  const cv::Vec3f* const upper = lab.ptr<cv::Vec3f>(row) + column;
  const cv::Vec3f* const lower = lab.ptr<cv::Vec3f>(row + 1) + column;
  return (1 - fy) * ((1 - fx) * upper[0] + fx * upper[1]) + fy * ((1 - fx) * lower[0] + fx * lower[1]);
}

Fragment make_fragment(const Piece& piece, const FragmentOptions& options) {
  const Framed frame = framed(piece, options);
  if (frame.mask.empty()) return {};
  Fragment fragment;
  fragment.field = {signed_distance(frame.mask) + options.rim, frame.origin};
  fragment.lab = lab_of(frame.pixels, frame.mask);
  fragment.bgr = continued(frame.pixels, frame.mask);
  const cv::Moments moments = cv::moments(frame.mask, true);
  const cv::Point2d inner(moments.m10 / moments.m00, moments.m01 / moments.m00);
  fragment.centre = inner + cv::Point2d(frame.origin);
  fragment.area = moments.m00;
  fragment.diameter = 2 * std::sqrt(fragment.area / std::numbers::pi);
  fragment.reach = reach_of(frame.mask, inner) + 1;
  return fragment;
}

}  // namespace solve_puzzle
