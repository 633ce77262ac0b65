// SPDX-License-Identifier: Apache-2.0
#include "puzzles/turn.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "puzzles/cut_parts.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/resample.h"
#include "puzzles/rigid.h"

namespace solve_puzzle {
namespace {

constexpr int kMargin = 2;  ///< pixels around a piece in its picture

/// Where the picture of a turned piece lies in the picture that it had.
struct Frame {
  cv::Matx23d old_from_new = {1, 0, 0, 0, 1, 0};
  cv::Size size;
};

cv::Mat mask_of(const Piece& piece) {
  return piece.mask.empty() ? cv::Mat(piece.pixels.size(), CV_8UC1, cv::Scalar(255)) : piece.mask;
}

Frame frame_of(const cv::Mat& mask, Random random) {
  const cv::Point2d axis = any_direction(random);
  const double down = random.uniform(), right = random.uniform();
  constexpr double kFar = std::numeric_limits<double>::max();
  cv::Point2d low(kFar, kFar), high(-kFar, -kFar);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (mask.at<std::uint8_t>(y, x) == 0) continue;
      const cv::Point2d q(axis.x * x + axis.y * y, axis.x * y - axis.y * x);
      low = {std::min(low.x, q.x), std::min(low.y, q.y)};
      high = {std::max(high.x, q.x), std::max(high.y, q.y)};
    }
  }
  if (high.x < low.x) return {.size = mask.size()};  // no piece at all
  const cv::Point2d origin(std::floor(low.x) - kMargin + right, std::floor(low.y) - kMargin + down);
  const cv::Matx23d turn(axis.x, -axis.y, 0, axis.y, axis.x, 0), shift(1, 0, origin.x, 0, 1, origin.y);
  return {after(turn, shift),
          {static_cast<int>(high.x - origin.x) + 1 + kMargin, static_cast<int>(high.y - origin.y) + 1 + kMargin}};
}

/// Gives how much of the surroundings of a point is piece: the mask, linear between its pixels.
double share_of_piece(const cv::Mat& mask, const cv::Point2d& at) {
  const int left = static_cast<int>(std::floor(at.x)), top = static_cast<int>(std::floor(at.y));
  double share = 0;
  for (int y = std::max(0, top); y <= std::min(mask.rows - 1, top + 1); ++y) {
    for (int x = std::max(0, left); x <= std::min(mask.cols - 1, left + 1); ++x) {
      if (mask.at<std::uint8_t>(y, x) != 0) share += (1 - std::abs(x - at.x)) * (1 - std::abs(y - at.y));
    }
  }
  return share;
}

cv::Mat turned_mask(const cv::Mat& mask, const Frame& frame) {
  cv::Mat result = cv::Mat::zeros(frame.size, CV_8UC1);
  for (int y = 0; y < result.rows; ++y) {
    for (int x = 0; x < result.cols; ++x) {
      const cv::Point2d at = moved(frame.old_from_new, cv::Point2d(x, y));
      if (share_of_piece(mask, at) >= 0.5) result.at<std::uint8_t>(y, x) = 255;
    }
  }
  return result;
}

/// Gives what lies around the piece, turned along; its mean in place of the piece itself, and black where there is
/// none. A solver may ask whether the background is plain.
cv::Mat turned_surroundings(const cv::Mat& pixels, const cv::Mat& mask, const Frame& frame) {
  cv::Mat around = pixels.clone(), result;
  around.setTo(cv::mean(pixels, mask == 0), mask);
  cv::warpAffine(around, result, frame.old_from_new, frame.size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  return result;
}

Piece turned_piece(Piece piece, const Frame& frame) {
  const cv::Mat mask = mask_of(piece);
  const cv::Mat pixels = piece.pixels;
  piece.mask = turned_mask(mask, frame);
  piece.pixels = turned_surroundings(pixels, mask, frame);
  resampled(pixels, mask, frame.old_from_new, piece.mask).copyTo(piece.pixels, piece.mask);
  return piece;
}

/// Gives the motion from b into a after both have got new pictures.
cv::Matx23d in_new_pictures(const cv::Matx23d& a_from_b, const Frame& a, const Frame& b) {
  return after(after(inverse(a.old_from_new), a_from_b), b.old_from_new);
}

void turn_match(Match& match, const std::vector<Frame>& frames) {
  const Frame& a = frames[match.piece_a];
  const Frame& b = frames[match.piece_b];
  match.a_from_b = in_new_pictures(match.a_from_b, a, b);
  for (Rival& rival : match.rivals) {
    if (!rival.own_from_rival) continue;
    rival.own_from_rival = in_new_pictures(*rival.own_from_rival, rival.is_of_a ? a : b, frames[rival.piece]);
  }
}

}  // namespace

CutPuzzle turned(const CutPuzzle& made, std::uint64_t seed) {
  if (made.puzzle.kind != Kind::kTorn) {
    throw Error("has square pieces, expected torn ones: square pieces do not turn by any angle");
  }
  CutPuzzle result = made;
  result.puzzle.rotation = result.truth.rotation = Rotation::kFree;
  std::vector<Frame> frames(made.puzzle.pieces.size());
  parallel_for(0, std::ssize(frames), [&](std::ptrdiff_t i) {
    const Piece& piece = made.puzzle.pieces[i];
    frames[i] = frame_of(mask_of(piece), stream(seed, Stream::kTurn, static_cast<std::size_t>(i)));
    result.puzzle.pieces[i] = turned_piece(piece, frames[i]);
    PlacedPiece& place = result.truth.pieces[i];
    if (place.placed) place.canvas_from_piece = after(place.canvas_from_piece, frames[i].old_from_new);
  });
  for (Match& match : result.truth.matches) turn_match(match, frames);
  return result;
}

}  // namespace solve_puzzle
