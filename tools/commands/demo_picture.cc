// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/demo_picture.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tools/commands/pictures.h"

namespace solve_puzzle {
namespace {

constexpr int kMargin = 28;
constexpr int kPieceGap = 4;
constexpr int kArrowRoom = 116;
constexpr int kSubpixelBits = 4;  // of the coordinates that OpenCV draws smooth shapes with
const cv::Scalar kPaper(250, 250, 250);
const cv::Scalar kInk(105, 92, 84);

cv::Mat contact_sheet(const Puzzle& puzzle, int num_cols) {
  const cv::Size step = puzzle.piece_size + cv::Size(kPieceGap, kPieceGap);
  const int num_rows = (static_cast<int>(puzzle.pieces.size()) + num_cols - 1) / num_cols;
  cv::Mat sheet(num_rows * step.height - kPieceGap, num_cols * step.width - kPieceGap, CV_8UC3, kPaper);
  for (int i = 0; i < static_cast<int>(puzzle.pieces.size()); ++i) {
    const cv::Mat piece = eight_bits(puzzle.pieces[i].pixels);
    piece.copyTo(sheet(cv::Rect({i % num_cols * step.width, i / num_cols * step.height}, piece.size())));
  }
  return sheet;
}

void draw_arrow(cv::Mat& canvas, cv::Point2d centre) {
  constexpr double kHalfLength = 34, kHalfShaft = 5, kHead = 26, kHalfHead = 19;
  const double neck = centre.x + kHalfLength - kHead;
  const std::vector<cv::Point2d> outline = {{centre.x - kHalfLength, centre.y - kHalfShaft},
                                            {neck, centre.y - kHalfShaft},
                                            {neck, centre.y - kHalfHead},
                                            {centre.x + kHalfLength, centre.y},
                                            {neck, centre.y + kHalfHead},
                                            {neck, centre.y + kHalfShaft},
                                            {centre.x - kHalfLength, centre.y + kHalfShaft}};
  std::vector<cv::Point> points;
  for (const cv::Point2d& point : outline) points.emplace_back(point * (1 << kSubpixelBits));
  cv::fillPoly(canvas, std::vector<std::vector<cv::Point>>{points}, kInk, cv::LINE_AA, kSubpixelBits);
}

}  // namespace

cv::Mat demo_picture(const Puzzle& puzzle, int num_cols, const cv::Mat& reconstruction) {
  const cv::Mat sheet = contact_sheet(puzzle, num_cols);
  const int height = std::max(sheet.rows, reconstruction.rows) + 2 * kMargin;
  const int width = sheet.cols + kArrowRoom + reconstruction.cols + 2 * kMargin;
  cv::Mat canvas(height, width, CV_8UC3, kPaper);
  sheet.copyTo(canvas(cv::Rect({kMargin, (height - sheet.rows) / 2}, sheet.size())));
  const int right = kMargin + sheet.cols + kArrowRoom;
  reconstruction.copyTo(canvas(cv::Rect({right, (height - reconstruction.rows) / 2}, reconstruction.size())));
  draw_arrow(canvas, {right - kArrowRoom / 2.0, height / 2.0});
  return canvas;
}

}  // namespace solve_puzzle
