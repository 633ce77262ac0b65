// SPDX-License-Identifier: Apache-2.0
#include "puzzles/square_grid.h"

#include <opencv2/core.hpp>

namespace solve_puzzle {

cv::Matx23d canvas_from_cell(cv::Point cell, int quarter_turns, cv::Size picture, cv::Size cell_size) {
  const double x0 = static_cast<double>(cell.x) * cell_size.width;
  const double y0 = static_cast<double>(cell.y) * cell_size.height;
  const double w = picture.width - 1;
  const double h = picture.height - 1;
  switch (quarter_turns & 3) {
    case 0:
      return {1, 0, x0, 0, 1, y0};
    case 1:
      return {0, 1, x0, -1, 0, y0 + w};
    case 2:
      return {-1, 0, x0 + w, 0, -1, y0 + h};
    default:
      return {0, -1, x0 + h, 1, 0, y0};
  }
}

cv::Mat turned(const cv::Mat& picture, int quarter_turns) {
  cv::Mat result;
  switch (quarter_turns & 3) {
    case 0:
      result = picture.clone();
      break;
    case 1:
      cv::rotate(picture, result, cv::ROTATE_90_COUNTERCLOCKWISE);
      break;
    case 2:
      cv::rotate(picture, result, cv::ROTATE_180);
      break;
    default:
      cv::rotate(picture, result, cv::ROTATE_90_CLOCKWISE);
      break;
  }
  return result;
}

cv::Matx23d a_from_b(const cv::Matx23d& canvas_from_a, const cv::Matx23d& canvas_from_b) {
  const cv::Matx22d rotation_a = canvas_from_a.get_minor<2, 2>(0, 0);
  const cv::Matx22d rotation = rotation_a.t() * canvas_from_b.get_minor<2, 2>(0, 0);
  const cv::Vec2d shift(canvas_from_b(0, 2) - canvas_from_a(0, 2), canvas_from_b(1, 2) - canvas_from_a(1, 2));
  const cv::Vec2d t = rotation_a.t() * shift;
  return {rotation(0, 0), rotation(0, 1), t[0], rotation(1, 0), rotation(1, 1), t[1]};
}

}  // namespace solve_puzzle
