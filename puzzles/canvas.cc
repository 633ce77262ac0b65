// SPDX-License-Identifier: Apache-2.0
#include "puzzles/canvas.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <vector>

#include "puzzles/parallel.h"
#include "puzzles/rigid.h"

namespace solve_puzzle {
namespace {

/// Corners that have been looked at so far.
struct Extent {
  cv::Point2d low{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
  cv::Point2d high{std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest()};

  void add(const cv::Point2d& point) {
    low = {std::min(low.x, point.x), std::min(low.y, point.y)};
    high = {std::max(high.x, point.x), std::max(high.y, point.y)};
  }
};

/// Gives the first and last piece pixel of a row; {cols, -1} where there is none.
std::pair<int, int> ends_of_row(const cv::Mat& mask, int y) {
  const std::uint8_t* row = mask.ptr(y);
  int first = 0;
  int last = mask.cols - 1;
  while (first < mask.cols && row[first] == 0) ++first;
  while (last > first && row[last] == 0) --last;
  return first == mask.cols ? std::pair(first, -1) : std::pair(first, last);
}

/// Gives the group numbers in use, the largest group first.
std::vector<int> groups_by_size(const std::vector<PlacedPiece>& pieces) {
  std::map<int, int> sizes;
  for (const PlacedPiece& piece : pieces) {
    if (piece.placed) ++sizes[piece.group];
  }
  std::vector<int> groups;
  for (const auto& [group, size] : sizes) groups.push_back(group);
  std::stable_sort(groups.begin(), groups.end(), [&](int a, int b) { return sizes[a] > sizes[b]; });
  return groups;
}

void move_to_origin(const std::vector<cv::Rect2d>& boxes, Group& group, std::vector<PlacedPiece>& pieces) {
  Extent extent;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].placed || pieces[i].group != group.id) continue;
    extent.add(boxes[i].tl());
    extent.add(boxes[i].br());
    ++group.num_pieces;
  }
  const cv::Point2d origin(std::round(extent.low.x), std::round(extent.low.y));
  group.width = static_cast<int>(std::round(extent.high.x) - origin.x) + 1;
  group.height = static_cast<int>(std::round(extent.high.y) - origin.y) + 1;
  for (PlacedPiece& piece : pieces) {
    if (!piece.placed || piece.group != group.id) continue;
    piece.canvas_from_piece(0, 2) -= origin.x;
    piece.canvas_from_piece(1, 2) -= origin.y;
  }
}

}  // namespace

cv::Rect2d box_on_canvas(const Piece& piece, const cv::Matx23d& canvas_from_piece) {
  Extent extent;
  for (int y = 0; y < piece.pixels.rows; ++y) {
    const auto [first, last] = piece.mask.empty() ? std::pair(0, piece.pixels.cols - 1) : ends_of_row(piece.mask, y);
    if (last < 0) continue;
    extent.add(moved(canvas_from_piece, cv::Point2d(first, y)));
    extent.add(moved(canvas_from_piece, cv::Point2d(last, y)));
  }
  if (extent.low.x > extent.high.x) extent.low = extent.high = moved(canvas_from_piece, cv::Point2d(0, 0));
  return {extent.low, extent.high};
}

void fit_canvases(const Puzzle& puzzle, Assembly& assembly) {
  assert(puzzle.pieces.size() == assembly.pieces.size());
  std::vector<cv::Rect2d> boxes(assembly.pieces.size());
  parallel_for(0, std::ssize(boxes), [&](std::ptrdiff_t i) {
    if (assembly.pieces[i].placed) boxes[i] = box_on_canvas(puzzle.pieces[i], assembly.pieces[i].canvas_from_piece);
  });
  const std::vector<int> order = groups_by_size(assembly.pieces);
  for (PlacedPiece& piece : assembly.pieces) {
    const auto found = std::find(order.begin(), order.end(), piece.group);
    piece.group = piece.placed ? static_cast<int>(found - order.begin()) : -1;
  }
  assembly.groups.clear();
  for (int id = 0; id < static_cast<int>(order.size()); ++id) {
    assembly.groups.push_back({.id = id});
    move_to_origin(boxes, assembly.groups.back(), assembly.pieces);
  }
}

}  // namespace solve_puzzle
