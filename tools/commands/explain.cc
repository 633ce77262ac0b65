// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "io/file_names.h"
#include "puzzles/square_grid.h"
#include "tools/commands/labels.h"
#include "tools/commands/pictures.h"
#include "tools/commands/piece_name.h"

namespace solve_puzzle {
namespace {

constexpr int kMargin = 24, kHeader = 92, kFooter = 40;
constexpr int kSeam = 14;        ///< room between the pieces, for the stretch
constexpr int kPlotWidth = 190;  ///< of each plot
constexpr int kPlotGap = 34;
constexpr double kSeamLength = 420;  ///< about so long the seam is drawn

/// Where the seam and a plot beside it lie; positions along the seam run downwards.
struct Strip {
  int left = 0;
  int top = 0;
  int height = 0;
  int length = 0;  ///< positions

  int y(std::size_t position) const {
    return top + static_cast<int>(std::lround(static_cast<double>(position) * height / length));
  }
};

cv::Mat enlarged(const Piece& piece, int quarter_turns, double scale) {
  cv::Mat result;
  cv::resize(turned(eight_bits(piece.pixels), quarter_turns), result, {}, scale, scale,
             scale >= 1 ? cv::INTER_NEAREST : cv::INTER_AREA);
  return result;
}

std::string side_name(const Puzzle& puzzle, int side) {
  return printable(puzzle.pieces[static_cast<std::size_t>(side / 4)].id) + " " + side_word(side % 4);
}

void draw_header(cv::Mat& canvas, const Puzzle& puzzle, const ExplainedSeam& seam) {
  const double probability = 1 / (1 + std::exp(-seam.look.log_odds));
  draw_label(canvas, fmt::format("{} | {}", side_name(puzzle, seam.side_a), side_name(puzzle, seam.side_b)),
             {kMargin, 34}, {.size = 0.7});
  draw_label(canvas,
             fmt::format("attention {}: log-odds of a join {:+.2f}, probability {:.1f} % (before rivals and loops)",
                         seam.attention, seam.look.log_odds, 100 * probability),
             {kMargin, 58});
}

void draw_plot_frame(cv::Mat& canvas, const Strip& strip, const std::string& title, const std::string& largest) {
  const cv::Rect box(strip.left, strip.top, kPlotWidth, strip.height);
  cv::rectangle(canvas, box, kFaint, 1);
  draw_label(canvas, title, {strip.left, strip.top - 8}, {.size = 0.45});
  draw_label(canvas, "0", {strip.left, box.br().y + 18}, {.size = 0.4});
  draw_label(canvas, largest, {box.br().x, box.br().y + 18}, {.size = 0.4, .align = Align::kRight});
}

void draw_weights(cv::Mat& canvas, const Strip& strip, const std::vector<float>& weights) {
  const float largest = *std::max_element(weights.begin(), weights.end());
  draw_plot_frame(canvas, strip, "attention", fmt::format("{:.3f}", largest));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const int width = static_cast<int>(std::lround((kPlotWidth - 2) * weights[i] / std::max(largest, 1e-9F)));
    const int top = strip.y(i), bottom = strip.y(i + 1);
    cv::rectangle(canvas, cv::Rect(strip.left + 1, top + 1, std::max(1, width), std::max(1, bottom - top - 2)), kBlue,
                  cv::FILLED);
  }
}

void draw_touch(cv::Mat& canvas, const Strip& strip, const std::vector<float>& touch) {
  draw_plot_frame(canvas, strip, "probability of touching", "1");
  std::vector<cv::Point> line;
  for (std::size_t i = 0; i < touch.size(); ++i) {
    line.emplace_back(strip.left + static_cast<int>(std::lround(kPlotWidth * touch[i])),
                      (strip.y(i) + strip.y(i + 1)) / 2);
  }
  const int half = strip.left + kPlotWidth / 2;
  cv::line(canvas, {half, strip.top}, {half, strip.top + strip.height}, kFaint, 1);
  cv::polylines(canvas, line, /*isClosed=*/false, kOrange, 2, cv::LINE_AA);
}

// Fills the room between the pieces where they are stitched.
void draw_stretch(cv::Mat& canvas, const Strip& strip, const std::vector<std::uint8_t>& stretch) {
  for (std::size_t i = 0; i < stretch.size(); ++i) {
    if (stretch[i] == 0) continue;
    cv::rectangle(canvas, {strip.left + 3, strip.y(i)}, {strip.left + kSeam - 4, strip.y(i + 1) - 1}, kGreen,
                  cv::FILLED);
  }
}

std::string stretch_text(const std::vector<std::uint8_t>& stretch) {
  const auto stitched = std::count(stretch.begin(), stretch.end(), 1);
  return fmt::format("green: stitched, {} of {} pixels", stitched, stretch.size());
}

void draw_plots(cv::Mat& canvas, Strip strip, const SeamLook& look) {
  if (look.weights.empty()) {
    draw_label(canvas, "looks at both whole", {strip.left, strip.top + 20}, {.size = 0.45});
    draw_label(canvas, "pieces, not along a seam", {strip.left, strip.top + 40}, {.size = 0.45});
    return;
  }
  draw_weights(canvas, strip, look.weights);
  strip.left += kPlotWidth + kPlotGap;
  if (!look.touch.empty()) draw_touch(canvas, strip, look.touch);
}

}  // namespace

cv::Mat draw_explanation(const Puzzle& puzzle, const ExplainedSeam& seam) {
  const auto piece = [&](int side) -> const Piece& { return puzzle.pieces[static_cast<std::size_t>(side / 4)]; };
  const int length = turned_size(piece(seam.side_a).pixels.size(), seam.side_a & 3).width;
  const double scale = kSeamLength / length > 1 ? std::floor(kSeamLength / length) : kSeamLength / length;
  const cv::Mat a = enlarged(piece(seam.side_a), (seam.side_a + 3) & 3, scale);
  const cv::Mat b = enlarged(piece(seam.side_b), (seam.side_b + 1) & 3, scale);
  const int num_plots = seam.look.touch.empty() ? 1 : 2;
  cv::Mat canvas(kHeader + a.rows + kFooter,
                 2 * kMargin + a.cols + kSeam + b.cols + num_plots * (kPlotGap + kPlotWidth), CV_8UC3, kPaper);
  a.copyTo(canvas(cv::Rect({kMargin, kHeader}, a.size())));
  b.copyTo(canvas(cv::Rect({kMargin + a.cols + kSeam, kHeader}, b.size())));
  draw_header(canvas, puzzle, seam);
  Strip strip{.left = kMargin + a.cols, .top = kHeader, .height = a.rows, .length = length};
  draw_stretch(canvas, strip, seam.look.stretch);
  if (!seam.look.stretch.empty()) {
    draw_label(canvas, stretch_text(seam.look.stretch), {strip.left + kSeam / 2, kHeader + a.rows + 22},
               {.size = 0.45, .align = Align::kCentre, .colour = kGreen});
  }
  strip.left += kSeam + b.cols + kPlotGap;
  draw_plots(canvas, strip, seam.look);
  return canvas;
}

}  // namespace solve_puzzle
