// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/report_sheet.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "puzzles/render.h"
#include "tools/commands/pictures.h"

namespace solve_puzzle {
namespace {

/// Puts boxes side by side, row after row.
class Shelves {
 public:
  Shelves(int width, int gap) : width_(width), gap_(gap) {}

  cv::Rect add(cv::Size size) {
    if (x_ > 0 && x_ + size.width > width_) next_row();
    const cv::Rect box({x_, y_}, size);
    x_ += size.width + gap_;
    height_ = std::max(height_, size.height);
    used_ |= box;
    return box;
  }
  void next_row() {
    if (height_ > 0) y_ += height_ + gap_;
    x_ = height_ = 0;
  }
  cv::Rect used() const { return used_; }

 private:
  int width_;
  int gap_;
  int x_ = 0;
  int y_ = 0;
  int height_ = 0;
  cv::Rect used_;
};

int gap_between(const Puzzle& puzzle) {
  int largest = 0;
  for (const Piece& piece : puzzle.pieces) largest = std::max({largest, piece.pixels.cols, piece.pixels.rows});
  return std::clamp(largest / 2, 8, 200);
}

int sheet_width(const Puzzle& puzzle, const Assembly& assembly) {
  double area = 0;
  for (const Piece& piece : puzzle.pieces) area += static_cast<double>(piece.pixels.total());
  const int largest = assembly.groups.empty() ? 0 : assembly.groups.front().width;
  return std::max(largest, static_cast<int>(1.4 * std::sqrt(area)));
}

cv::Matx23d shifted(cv::Matx23d pose, cv::Point by) {
  pose(0, 2) += by.x;
  pose(1, 2) += by.y;
  return pose;
}

bool is_quarter_turn(const cv::Matx23d& pose) {
  constexpr double kNear = 1e-6;
  return std::abs(pose(0, 0) * pose(0, 1)) < kNear;
}

cv::Rect box_of(const cv::Matx23d& pose, cv::Size size) {
  std::vector<cv::Point2f> corners;
  for (const auto& [x, y] :
       {std::pair(0, 0), {size.width - 1, 0}, {size.width - 1, size.height - 1}, {0, size.height - 1}}) {
    corners.emplace_back(static_cast<float>(pose(0, 0) * x + pose(0, 1) * y + pose(0, 2)),
                         static_cast<float>(pose(1, 0) * x + pose(1, 1) * y + pose(1, 2)));
  }
  const cv::Rect2f box = cv::Rect2f(corners[0], corners[2]) | cv::Rect2f(corners[1], corners[3]);
  const cv::Point low(cvFloor(box.x + 0.001F), cvFloor(box.y + 0.001F));
  return {low, cv::Point(cvCeil(box.br().x - 0.001F) + 1, cvCeil(box.br().y - 0.001F) + 1)};
}

/// A piece of 8 bits, smaller when the sheet is.
Piece scaled(const Piece& piece, double scale) {
  Piece small = {.id = piece.id, .file = piece.file, .pixels = eight_bits(piece.pixels), .mask = piece.mask};
  if (scale == 1) return small;
  cv::resize(small.pixels, small.pixels, {}, scale, scale, cv::INTER_AREA);
  if (!small.mask.empty()) cv::resize(small.mask, small.mask, small.pixels.size(), 0, 0, cv::INTER_AREA);
  return small;
}

/// Copies what `mask` says to where `box` lies on the sheet; what would lie outside of the sheet is left out.
void copy_inside(const cv::Mat& picture, const cv::Mat& mask, const cv::Rect& box, cv::Mat& sheet) {
  const cv::Rect inside = box & cv::Rect({0, 0}, sheet.size());
  if (inside.empty()) return;
  const cv::Rect part = inside - box.tl();
  picture(part).copyTo(sheet(inside), mask(part));
}

void draw_piece(cv::Mat& sheet, const Piece& piece, const cv::Matx23d& pose) {
  const cv::Rect box = box_of(pose, piece.pixels.size());
  if ((box & cv::Rect({0, 0}, sheet.size())).empty()) return;
  const int how = is_quarter_turn(pose) ? cv::INTER_NEAREST : cv::INTER_LINEAR;
  const cv::Matx23d box_from_piece = shifted(pose, -box.tl());
  cv::Mat turned_pixels, turned_mask;
  cv::warpAffine(piece.pixels, turned_pixels, box_from_piece, box.size(), how, cv::BORDER_REPLICATE);
  const cv::Mat whole = piece.mask.empty() ? cv::Mat(piece.pixels.size(), CV_8U, cv::Scalar(255)) : piece.mask;
  cv::warpAffine(whole, turned_mask, box_from_piece, box.size(), how);
  cv::threshold(turned_mask, turned_mask, 127, 255, cv::THRESH_BINARY);
  cv::cvtColor(turned_pixels, turned_pixels, cv::COLOR_BGR2BGRA);
  copy_inside(turned_pixels, turned_mask, box, sheet);
}

/// Gives the mean colour of what is there: the emptiness beside it has none.
cv::Mat shrunk(const cv::Mat& picture, double scale) {
  cv::Mat small;
  cv::resize(picture, small, {}, scale, scale, cv::INTER_AREA);
  for (int y = 0; y < small.rows; ++y) {
    for (int x = 0; x < small.cols; ++x) {
      auto& pixel = small.at<cv::Vec4b>(y, x);
      const int share = std::max<int>(1, pixel[3]);
      for (int c = 0; c < 3; ++c) pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] * 255 / share);
      pixel[3] = pixel[3] < 128 ? 0 : 255;
    }
  }
  return small;
}

void draw_group(cv::Mat& sheet, const cv::Mat& group, cv::Point corner, double scale) {
  const cv::Mat picture = scale == 1 ? group : shrunk(group, scale);
  const cv::Point at(cvRound(corner.x * scale), cvRound(corner.y * scale));
  cv::Mat alpha;
  cv::extractChannel(picture, alpha, 3);
  copy_inside(picture, alpha, {at, picture.size()}, sheet);
}

/// The same pose between pictures that are `scale` times as large; pixel centres are half a pixel from the rim.
cv::Matx23d scaled_pose(cv::Matx23d pose, double scale) {
  for (int row = 0; row < 2; ++row) {
    const double centre = 0.5 * (pose(row, 0) + pose(row, 1) - 1);
    pose(row, 2) = scale * (pose(row, 2) - centre) + centre;
  }
  return pose;
}

}  // namespace

SheetLayout lay_out_sheet(const Puzzle& puzzle, const Assembly& assembly) {
  SheetLayout layout;
  Shelves shelves(sheet_width(puzzle, assembly), gap_between(puzzle));
  for (const Group& group : assembly.groups) {
    layout.groups.push_back(shelves.add({std::max(1, group.width), std::max(1, group.height)}));
  }
  shelves.next_row();
  for (std::size_t i = 0; i < assembly.pieces.size(); ++i) {
    const PlacedPiece& piece = assembly.pieces[i];
    if (piece.placed) {
      const cv::Rect& group = layout.groups[static_cast<std::size_t>(piece.group)];
      layout.sheet_from_piece.push_back(shifted(piece.canvas_from_piece, group.tl()));
    } else {
      const cv::Rect box = shelves.add(puzzle.pieces[i].pixels.size());
      layout.tray |= box;
      layout.sheet_from_piece.push_back(shifted({1, 0, 0, 0, 1, 0}, box.tl()));
    }
  }
  layout.size = shelves.used().size();
  return layout;
}

SheetPicture draw_sheet(const Puzzle& puzzle, const Assembly& assembly, const SheetLayout& layout,
                        std::int64_t max_pixels) {
  SheetPicture result;
  cv::Size size = layout.size;
  for (; std::int64_t{size.width} * size.height > max_pixels; ++result.num_halved) {
    size = {(size.width + 1) / 2, (size.height + 1) / 2};
  }
  const double scale = std::ldexp(1.0, -result.num_halved);
  result.picture = cv::Mat::zeros(std::max(1, size.height), std::max(1, size.width), CV_8UC4);
  const bool draws_groups = puzzle.kind == Kind::kTorn;
  for (std::size_t g = 0; draws_groups && g < assembly.groups.size(); ++g) {
    draw_group(result.picture, eight_bits(render(puzzle, assembly, static_cast<int>(g))), layout.groups[g].tl(), scale);
  }
  for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) {
    if (draws_groups && assembly.pieces[i].placed) continue;
    draw_piece(result.picture, scaled(puzzle.pieces[i], scale), scaled_pose(layout.sheet_from_piece[i], scale));
  }
  return result;
}

}  // namespace solve_puzzle
