// SPDX-License-Identifier: Apache-2.0
#include "puzzles/piece_outline.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace solve_puzzle {
namespace {

std::vector<cv::Point2f> rectangle(cv::Size size) {
  const float right = static_cast<float>(size.width) - 0.5F;
  const float bottom = static_cast<float>(size.height) - 0.5F;
  return {{-0.5F, -0.5F}, {right, -0.5F}, {right, bottom}, {-0.5F, bottom}};
}

std::vector<cv::Point> largest_contour(const cv::Mat& mask) {
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(mask, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  if (contours.empty()) return {};
  return *std::max_element(contours.begin(), contours.end(),
                           [](const auto& a, const auto& b) { return cv::contourArea(a) < cv::contourArea(b); });
}

}  // namespace

std::vector<cv::Point2f> piece_outline(const Piece& piece, double tolerance) {
  if (piece.mask.empty()) return rectangle(piece.pixels.size());
  std::vector<cv::Point> contour = largest_contour(piece.mask);
  if (contour.size() < 3) return rectangle(piece.pixels.size());
  std::vector<cv::Point> few;
  cv::approxPolyDP(contour, few, tolerance, /*closed=*/true);
  if (few.size() < 3) return rectangle(piece.pixels.size());
  if (cv::contourArea(few, /*oriented=*/true) < 0) std::reverse(few.begin(), few.end());
  return {few.begin(), few.end()};
}

}  // namespace solve_puzzle
