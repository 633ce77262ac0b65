// SPDX-License-Identifier: Apache-2.0
#include "puzzles/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

#include "puzzles/error.h"
#include "puzzles/render_torn.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

constexpr std::int64_t kMostPixels = std::int64_t{1} << 30;

int quarter_turns_of(const PlacedPiece& piece) {
  const cv::Matx23d& pose = piece.canvas_from_piece;
  for (int turns = 0; turns < 4; ++turns) {
    const cv::Matx23d wanted = canvas_from_cell({0, 0}, turns, {1, 1}, {1, 1});
    if (std::abs(pose(0, 0) - wanted(0, 0)) < 1e-6 && std::abs(pose(0, 1) - wanted(0, 1)) < 1e-6 &&
        std::abs(pose(1, 0) - wanted(1, 0)) < 1e-6 && std::abs(pose(1, 1) - wanted(1, 1)) < 1e-6) {
      return turns;
    }
  }
  throw Error(fmt::format("piece \"{}\": is not turned by quarter turns, as square pieces must be", piece.id));
}

/// Gives where the turned picture lies on the canvas.
cv::Rect footprint(const PlacedPiece& piece, cv::Size picture, int quarter_turns, const Group& group) {
  // The turned picture's own corner is where canvas_from_cell would put it in cell (0, 0).
  const cv::Size size = turned_size(picture, quarter_turns);
  const cv::Matx23d at_origin = canvas_from_cell({0, 0}, quarter_turns, picture, size);
  const double x = std::round(piece.canvas_from_piece(0, 2) - at_origin(0, 2));
  const double y = std::round(piece.canvas_from_piece(1, 2) - at_origin(1, 2));
  if (!(x >= 0 && y >= 0 && x + size.width <= group.width && y + size.height <= group.height)) {
    throw Error(fmt::format("piece \"{}\": covers {}x{} pixels at ({}, {}), outside the {}x{} canvas of its group",
                            piece.id, size.width, size.height, x, y, group.width, group.height));
  }
  return {static_cast<int>(x), static_cast<int>(y), size.width, size.height};
}

void paste(const Piece& piece, int quarter_turns, cv::Mat target) {
  cv::Mat pixels = piece.pixels;
  if (pixels.depth() != target.depth()) pixels.convertTo(pixels, target.depth(), 257);
  cv::Mat upright;
  cv::cvtColor(turned(pixels, quarter_turns), upright, cv::COLOR_BGR2BGRA);
  if (piece.mask.empty()) {
    upright.copyTo(target);
  } else {
    upright.copyTo(target, turned(piece.mask, quarter_turns));
  }
}

void check(const Puzzle& puzzle, const Assembly& assembly, int group) {
  if (puzzle.pieces.size() != assembly.pieces.size()) {
    throw Error(fmt::format("cannot draw: the puzzle has {} pieces, the assembly {}; expected the same",
                            puzzle.pieces.size(), assembly.pieces.size()));
  }
  if (group < 0 || group >= static_cast<int>(assembly.groups.size())) {
    throw Error(fmt::format("cannot draw group {}: the assembly has {}", group, assembly.groups.size()));
  }
  const Group& canvas = assembly.groups[group];
  if (canvas.width < 1 || canvas.height < 1 || std::int64_t{canvas.width} * canvas.height > kMostPixels) {
    throw Error(fmt::format("cannot draw group {}: its canvas has {}x{} pixels, expected 1 to {} in all", group,
                            canvas.width, canvas.height, kMostPixels));
  }
}

}  // namespace

cv::Mat render(const Puzzle& puzzle, const Assembly& assembly, int group) {
  check(puzzle, assembly, group);
  if (assembly.kind == Kind::kTorn) return render_torn(puzzle, assembly, group);
  const bool is_deep = std::any_of(puzzle.pieces.begin(), puzzle.pieces.end(),
                                   [](const Piece& piece) { return piece.pixels.depth() == CV_16U; });
  const Group& canvas = assembly.groups[group];
  cv::Mat picture = cv::Mat::zeros(canvas.height, canvas.width, is_deep ? CV_16UC4 : CV_8UC4);
  for (std::size_t i = 0; i < assembly.pieces.size(); ++i) {
    const PlacedPiece& piece = assembly.pieces[i];
    if (!piece.placed || piece.group != group) continue;
    const int turns = quarter_turns_of(piece);
    paste(puzzle.pieces[i], turns, picture(footprint(piece, puzzle.pieces[i].pixels.size(), turns, canvas)));
  }
  return picture;
}

}  // namespace solve_puzzle
