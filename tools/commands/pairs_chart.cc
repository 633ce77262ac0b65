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
constexpr int kBarsWidth = 600, kValueRoom = 150;

/// Bars of one dataset.
struct ChartGroup {
  std::string heading;
  std::vector<PairsRow> bars;
};

std::string heading_of(const PairsRow& row) {
  return fmt::format("{}: {} puzzles, rotation {}, {} px worn away", row.dataset, row.puzzles, row.rotation, row.erode);
}

// The rows of a matcher follow each other, the last step last.
std::vector<ChartGroup> groups_of(const std::vector<PairsRow>& rows) {
  std::vector<ChartGroup> groups;
  for (const PairsRow& row : rows) {
    if (groups.empty() || groups.back().heading != heading_of(row)) groups.push_back({heading_of(row), {row}});
    std::vector<PairsRow>& bars = groups.back().bars;
    if (bars.back().name == row.name && bars.back().multiply_adds == row.multiply_adds) {
      bars.back() = row;
    } else {
      bars.push_back(row);
    }
  }
  return groups;
}

int names_width(const std::vector<PairsRow>& rows) {
  int width = 0;
  for (const PairsRow& row : rows) width = std::max(width, label_width(row.name));
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

void draw_deviation(cv::Mat& canvas, const Spread& share, int left, int middle) {
  const auto x = [&](double value) { return left + static_cast<int>(std::lround(kBarsWidth * value)); };
  const int from = x(*share.mean - *share.deviation), to = x(*share.mean + *share.deviation);
  cv::line(canvas, {from, middle}, {to, middle}, kOrange, 2);
  for (const int end : {from, to}) cv::line(canvas, {end, middle - 4}, {end, middle + 4}, kOrange, 2);
}

std::string value_of(const Spread& share) {
  const std::string mean = fmt::format("{:.2f} %", 100 * *share.mean);
  return share.deviation ? fmt::format("{} (+-{:.2f})", mean, 100 * *share.deviation) : mean;
}

void draw_bar(cv::Mat& canvas, const PairsRow& row, int left, int top) {
  const int width = static_cast<int>(std::lround(kBarsWidth * *row.fair.mean));
  const int baseline = top + kBar - 5;
  cv::rectangle(canvas, cv::Rect(left, top, std::max(1, width), kBar), row.is_learned ? kBlue : kInk, cv::FILLED);
  if (row.fair.deviation) draw_deviation(canvas, row.fair, left, top + kBar / 2);
  draw_label(canvas, row.name, {left - 10, baseline}, {.align = Align::kRight});
  draw_label(canvas, value_of(row.fair), {left + width + 8, baseline});
}

}  // namespace

cv::Mat draw_pairs_chart(const std::vector<PairsRow>& rows) {
  const std::vector<ChartGroup> groups = groups_of(rows);
  const int left = kMargin + names_width(rows) + 10;
  const int bottom = kTitleHeight + bars_height(groups);
  cv::Mat canvas(bottom + kAxisHeight + kMargin / 2, left + kBarsWidth + kValueRoom + kMargin, CV_8UC3, kPaper);
  const bool is_partial = !rows.empty() && rows.front().partial;
  draw_label(canvas, "Sides whose true neighbour comes first", {kMargin, 34}, {.size = 0.7});
  draw_label(canvas,
             is_partial ? "fair top-1, only a stretch of each seam is shared" : "fair top-1, rivals and loops weighed",
             {kMargin, 56}, {.size = 0.45});
  draw_axis(canvas, left, kTitleHeight + 6, bottom);
  int top = kTitleHeight;
  for (const ChartGroup& group : groups) {
    draw_label(canvas, group.heading, {left, top + kHeading - 10}, {.size = 0.45});
    top += kHeading;
    for (const PairsRow& row : group.bars) {
      draw_bar(canvas, row, left, top);
      top += kRow;
    }
  }
  return canvas;
}

}  // namespace solve_puzzle
