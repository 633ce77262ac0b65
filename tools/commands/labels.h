// SPDX-License-Identifier: Apache-2.0
// Text and colours of charts, one look for all. Only letters of ASCII can be drawn.
#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace solve_puzzle {

inline const cv::Scalar kPaper(255, 255, 255);
inline const cv::Scalar kInk(60, 50, 45);
inline const cv::Scalar kFaint(215, 210, 205);
inline const cv::Scalar kBlue(170, 110, 50);
inline const cv::Scalar kOrange(30, 120, 225);
inline const cv::Scalar kGreen(90, 155, 55);

enum class Align { kLeft, kCentre, kRight };

struct LabelStyle {
  double size = 0.5;  ///< 0.5: letters about 11 pixels high
  Align align = Align::kLeft;
  cv::Scalar colour = kInk;
};

int label_width(const std::string& text, double size = LabelStyle{}.size);

/// Writes text whose baseline begins, is centred or ends at `at`. Other letters than ASCII become question marks.
void draw_label(cv::Mat& canvas, const std::string& text, cv::Point at, const LabelStyle& style = {});

}  // namespace solve_puzzle
