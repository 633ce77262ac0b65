// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/labels.h"

#include <opencv2/imgproc.hpp>

namespace solve_puzzle {
namespace {

constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;

}  // namespace

int label_width(const std::string& text, double size) { return cv::getTextSize(text, kFont, size, 1, nullptr).width; }

void draw_label(cv::Mat& canvas, const std::string& text, cv::Point at, const LabelStyle& style) {
  const int width = label_width(text, style.size);
  if (style.align == Align::kCentre) at.x -= width / 2;
  if (style.align == Align::kRight) at.x -= width;
  cv::putText(canvas, text, at, kFont, style.size, style.colour, 1, cv::LINE_AA);
}

}  // namespace solve_puzzle
