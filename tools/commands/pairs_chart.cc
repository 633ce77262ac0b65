// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pairs_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tools/commands/labels.h"

namespace solve_puzzle {
namespace {

constexpr int kMargin = 24, kTitleHeight = 62, kAxisHeight = 30;
constexpr int kRow = 30, kBar = 20, kHeading = 34;
constexpr int kBarsWidth = 600, kValueRoom = 90;

/// Bars of one dataset.
struct ChartGroup {
  std::string heading;
  std::vector<PairsLine> bars;
};

std::string heading_of(const PairsLine& line) {
  return fmt::format("{}: {} puzzles, rotation {}, {} px worn away", line.dataset, line.puzzles, line.rotation,
                     line.erode);
}

// The lines of a matcher follow each other, the last step last.
std::vector<ChartGroup> groups_of(const std::vector<PairsLine>& lines) {
  std::vector<ChartGroup> groups;
  for (const PairsLine& line : lines) {
    if (groups.empty() || groups.back().bars.front().dataset != line.dataset)
      groups.push_back({heading_of(line), {line}});
    std::vector<PairsLine>& bars = groups.back().bars;
    if (bars.back().matcher == line.matcher) {
      bars.back() = line;
    } else {
      bars.push_back(line);
    }
  }
  return groups;
}

int names_width(const std::vector<PairsLine>& lines) {
  int width = 0;
  for (const PairsLine& line : lines) width = std::max(width, label_width(line.matcher));
  return width;
}

int bars_height(const std::vector<ChartGroup>& groups) {
  int height = 0;
  for (const ChartGroup& group : groups) height += kHeading + kRow * static_cast<int>(group.bars.size());
  return height;
}

void draw_axis(cv::Mat& canvas, int left, int top, int bottom) {
  for (int percent = 0; percent <= 100; percent += 20) {
    const int x = left + kBarsWidth * percent / 100;
    cv::line(canvas, {x, top}, {x, bottom}, kFaint, 1);
    draw_label(canvas, fmt::format("{} %", percent), {x, bottom + 20}, {.size = 0.45, .align = Align::kCentre});
  }
}

void draw_bar(cv::Mat& canvas, const PairsLine& line, int left, int top) {
  const int width = static_cast<int>(std::lround(kBarsWidth * line.fair));
  const int baseline = top + kBar - 5;
  cv::rectangle(canvas, cv::Rect(left, top, std::max(1, width), kBar), line.attention.empty() ? kInk : kBlue,
                cv::FILLED);
  draw_label(canvas, line.matcher, {left - 10, baseline}, {.align = Align::kRight});
  draw_label(canvas, fmt::format("{:.2f} %", 100 * line.fair), {left + width + 8, baseline});
}

}  // namespace

cv::Mat draw_pairs_chart(const std::vector<PairsLine>& lines) {
  const std::vector<ChartGroup> groups = groups_of(lines);
  const int left = kMargin + names_width(lines) + 10;
  const int bottom = kTitleHeight + bars_height(groups);
  cv::Mat canvas(bottom + kAxisHeight + kMargin / 2, left + kBarsWidth + kValueRoom + kMargin, CV_8UC3, kPaper);
  const bool is_partial = !lines.empty() && lines.front().partial;
  draw_label(canvas, "Sides whose true neighbour comes first", {kMargin, 34}, {.size = 0.7});
  draw_label(canvas,
             is_partial ? "fair top-1, only a stretch of each seam is shared" : "fair top-1, rivals and loops weighed",
             {kMargin, 56}, {.size = 0.45});
  draw_axis(canvas, left, kTitleHeight + 6, bottom);
  int top = kTitleHeight;
  for (const ChartGroup& group : groups) {
    draw_label(canvas, group.heading, {left, top + kHeading - 10}, {.size = 0.45});
    top += kHeading;
    for (const PairsLine& line : group.bars) {
      draw_bar(canvas, line, left, top);
      top += kRow;
    }
  }
  return canvas;
}

}  // namespace solve_puzzle
