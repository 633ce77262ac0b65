// SPDX-License-Identifier: Apache-2.0
#include "puzzles/render_torn.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "puzzles/canvas.h"
#include "puzzles/cubic_sampler.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/rigid.h"
#include "puzzles/signed_distance.h"

namespace solve_puzzle {
namespace {

constexpr double kCrack = 1.0;    ///< half of the widest gap that is closed, pixels
constexpr double kOutside = 2.0;  ///< a piece may lie so far outside of the canvas, pixels
constexpr int kStripe = 32;       ///< rows drawn at once

/// A piece ready to be drawn.
struct Drawn {
  const Piece* piece = nullptr;
  cv::Mat mask;
  cv::Matx23d piece_from_canvas;
  cv::Rect box;  ///< of the canvas, with room for cracks
  std::unique_ptr<SignedDistance> distance;
};

cv::Rect box_of(const Piece& piece, const PlacedPiece& place, const Group& canvas) {
  const cv::Rect2d box = box_on_canvas(piece, place.canvas_from_piece);
  if (!(box.x > -kOutside && box.y > -kOutside && box.br().x < canvas.width - 1 + kOutside &&
        box.br().y < canvas.height - 1 + kOutside)) {
    throw Error(
        fmt::format("piece \"{}\": reaches from ({:.1f}, {:.1f}) to ({:.1f}, {:.1f}), outside of the {}x{} "
                    "canvas of its group",
                    place.id, box.x, box.y, box.br().x, box.br().y, canvas.width, canvas.height));
  }
  const cv::Point low(static_cast<int>(std::floor(box.x - kCrack - 1)),
                      static_cast<int>(std::floor(box.y - kCrack - 1)));
  const cv::Point high(static_cast<int>(box.br().x + kCrack + 2), static_cast<int>(box.br().y + kCrack + 2));
  return cv::Rect(low, high) & cv::Rect(0, 0, canvas.width, canvas.height);
}

std::vector<Drawn> drawn_pieces(const Puzzle& puzzle, const Assembly& assembly, int group) {
  std::vector<Drawn> pieces;
  for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) {
    if (!assembly.pieces[i].placed || assembly.pieces[i].group != group) continue;
    const Piece& piece = puzzle.pieces[i];
    Drawn drawn;
    drawn.piece = &piece;
    drawn.mask = piece.mask.empty() ? cv::Mat(piece.pixels.size(), CV_8UC1, cv::Scalar(255)) : piece.mask;
    drawn.piece_from_canvas = inverse(assembly.pieces[i].canvas_from_piece);
    drawn.box = box_of(piece, assembly.pieces[i], assembly.groups[group]);
    pieces.push_back(std::move(drawn));
  }
  parallel_for(0, std::ssize(pieces),
               [&](std::ptrdiff_t i) { pieces[i].distance = std::make_unique<SignedDistance>(pieces[i].mask); });
  return pieces;
}

/// The two pieces in which a pixel lies deepest.
struct Owner {
  int piece = -1;
  double depth = -SignedDistance::kFar;
  double next_depth = -SignedDistance::kFar;

  void offer(int candidate, double candidate_depth) {
    if (candidate_depth > depth) {
      next_depth = depth;
      depth = candidate_depth;
      piece = candidate;
    } else {
      next_depth = std::max(next_depth, candidate_depth);
    }
  }
  bool owns() const { return depth >= 0 || (depth > -kCrack && next_depth > -kCrack); }
};

/// Gives the owners of the pixels of some rows, row by row.
std::vector<Owner> owners_of(const std::vector<Drawn>& pieces, const cv::Rect& stripe) {
  std::vector<Owner> owners(static_cast<std::size_t>(stripe.area()));
  for (int i = 0; i < static_cast<int>(pieces.size()); ++i) {
    const cv::Rect box = pieces[i].box & stripe;
    for (int y = box.y; y < box.br().y; ++y) {
      Owner* row = owners.data() + static_cast<std::ptrdiff_t>(y - stripe.y) * stripe.width;
      for (int x = box.x; x < box.br().x; ++x) {
        const cv::Point2d at = moved(pieces[i].piece_from_canvas, cv::Point2d(x, y));
        row[x].offer(i, pieces[i].distance->at(at.x, at.y));
      }
    }
  }
  return owners;
}

template <class Sample>
void colour_pixel(const Drawn& drawn, int x, int y, cv::Mat& canvas) {
  constexpr double kHighest = std::numeric_limits<Sample>::max();
  const double scale = drawn.piece->pixels.depth() == CV_8U && canvas.depth() == CV_16U ? 257 : 1;
  const cv::Point2d at = moved(drawn.piece_from_canvas, cv::Point2d(x, y));
  const cv::Vec3d value = scale * CubicSampler(drawn.piece->pixels, drawn.mask).at(at.x, at.y);
  auto& pixel = canvas.at<cv::Vec<Sample, 4>>(y, x);
  for (int c = 0; c < 3; ++c) pixel[c] = static_cast<Sample>(std::clamp(value[c] + 0.5, 0.0, kHighest));
  pixel[3] = std::numeric_limits<Sample>::max();
}

void draw_stripe(const std::vector<Drawn>& pieces, const cv::Rect& stripe, cv::Mat& canvas) {
  const std::vector<Owner> owners = owners_of(pieces, stripe);
  for (int y = stripe.y; y < stripe.br().y; ++y) {
    for (int x = 0; x < stripe.width; ++x) {
      const Owner& owner = owners[static_cast<std::size_t>(y - stripe.y) * stripe.width + x];
      if (!owner.owns()) continue;
      if (canvas.depth() == CV_16U) {
        colour_pixel<std::uint16_t>(pieces[owner.piece], x, y, canvas);
      } else {
        colour_pixel<std::uint8_t>(pieces[owner.piece], x, y, canvas);
      }
    }
  }
}

}  // namespace

cv::Mat render_torn(const Puzzle& puzzle, const Assembly& assembly, int group) {
  const Group& size = assembly.groups[group];
  const bool is_deep = std::any_of(puzzle.pieces.begin(), puzzle.pieces.end(),
                                   [](const Piece& piece) { return piece.pixels.depth() == CV_16U; });
  const std::vector<Drawn> pieces = drawn_pieces(puzzle, assembly, group);
  cv::Mat canvas = cv::Mat::zeros(size.height, size.width, is_deep ? CV_16UC4 : CV_8UC4);
  parallel_for(0, (size.height + kStripe - 1) / kStripe, [&](std::ptrdiff_t i) {
    const int top = static_cast<int>(i) * kStripe;
    draw_stripe(pieces, {0, top, size.width, std::min(kStripe, size.height - top)}, canvas);
  });
  return canvas;
}

}  // namespace solve_puzzle
