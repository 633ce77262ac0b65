// SPDX-License-Identifier: Apache-2.0
#include "puzzles/torn_adjacency.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "puzzles/canvas.h"
#include "puzzles/parallel.h"
#include "puzzles/rigid.h"
#include "puzzles/signed_distance.h"

namespace solve_puzzle {
namespace {

/// A piece of the truth, ready to be asked how near others are.
struct Outlined {
  bool is_placed = false;
  std::vector<cv::Point2d> rim;  ///< pixels of the piece beside others, in its picture
  cv::Rect2d box;                ///< on the canvas
  std::unique_ptr<SignedDistance> distance;
};

cv::Mat mask_of(const Piece& piece) {
  return piece.mask.empty() ? cv::Mat(piece.pixels.size(), CV_8UC1, cv::Scalar(255)) : piece.mask;
}

std::vector<cv::Point2d> rim_of(const cv::Mat& mask) {
  const auto is_piece = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < mask.cols && y < mask.rows && mask.at<std::uint8_t>(y, x) != 0;
  };
  std::vector<cv::Point2d> rim;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (!is_piece(x, y)) continue;
      if (is_piece(x - 1, y) && is_piece(x + 1, y) && is_piece(x, y - 1) && is_piece(x, y + 1)) continue;
      rim.emplace_back(x, y);
    }
  }
  return rim;
}

Outlined outlined(const Piece& piece, const PlacedPiece& place, double gap) {
  Outlined result;
  result.is_placed = place.placed;
  if (!place.placed) return result;
  const cv::Mat mask = mask_of(piece);
  result.rim = rim_of(mask);
  result.box = box_on_canvas(piece, place.canvas_from_piece);
  result.distance = std::make_unique<SignedDistance>(mask, static_cast<int>(std::ceil(gap)) + 2);
  return result;
}

int num_near(const Outlined& from, const Outlined& to, const cv::Matx23d& to_from_from, double gap) {
  return static_cast<int>(std::count_if(from.rim.begin(), from.rim.end(), [&](const cv::Point2d& point) {
    const cv::Point2d at = moved(to_from_from, point);
    return to.distance->at(at.x, at.y) >= -gap;
  }));
}

bool are_near(const cv::Rect2d& a, const cv::Rect2d& b, double gap) {
  return a.x <= b.br().x + gap && b.x <= a.br().x + gap && a.y <= b.br().y + gap && b.y <= a.br().y + gap;
}

}  // namespace

std::vector<Adjacency> true_adjacencies(const Puzzle& puzzle, const Assembly& truth, double gap) {
  const std::ptrdiff_t count = std::ssize(truth.pieces);
  std::vector<Outlined> pieces(truth.pieces.size());
  parallel_for(0, count, [&](std::ptrdiff_t i) { pieces[i] = outlined(puzzle.pieces[i], truth.pieces[i], gap); });
  std::vector<std::vector<Adjacency>> of_piece(truth.pieces.size());
  parallel_for(0, count, [&](std::ptrdiff_t a) {
    for (std::ptrdiff_t b = a + 1; b < count && pieces[a].is_placed; ++b) {
      if (!pieces[b].is_placed || truth.pieces[a].group != truth.pieces[b].group) continue;
      // A pixel's centre lies half a pixel within its outline.
      if (!are_near(pieces[a].box, pieces[b].box, gap + 1)) continue;
      const cv::Matx23d b_from_a = after(inverse(truth.pieces[b].canvas_from_piece), truth.pieces[a].canvas_from_piece);
      const int length = std::min(num_near(pieces[a], pieces[b], b_from_a, gap),
                                  num_near(pieces[b], pieces[a], inverse(b_from_a), gap));
      if (length > 0) of_piece[a].push_back({static_cast<int>(a), static_cast<int>(b), static_cast<double>(length)});
    }
  });
  std::vector<Adjacency> all;
  for (const std::vector<Adjacency>& some : of_piece) all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace solve_puzzle
