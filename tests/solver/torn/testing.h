// SPDX-License-Identifier: Apache-2.0
// What the tests of torn puzzles share: sample pictures torn along rough lines, and poses compared. No laws.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "puzzles/for_each_pixel.h"
#include "puzzles/puzzle.h"
#include "puzzles/random.h"
#include "puzzles/sample.h"
#include "solver/options.h"
#include "solver/torn/pose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

inline SolveOptions torn_options(int threads = 0) {
  SolveOptions options;
  options.kind = "torn";
  options.rotation = "free";
  options.threads = threads;
  return options;
}

struct TornPicture {
  Puzzle puzzle;
  std::vector<Pose> canvas_from_piece;  ///< the truth
};

struct TornPictureOptions {
  cv::Size pieces = {3, 3};  ///< columns × rows of the jittered grid
  std::uint64_t seed = 1;
  double erode = 0;    ///< pixels worn away all around, on average
  double uneven = 0;   ///< deviation of that, pixels
  double rough = 3;    ///< deviation of the tear, pixels
  bool turned = true;  ///< by any angle
};

/// Smooth noise of deviation near 1 and of a given wave length.
inline cv::Mat smooth_noise(cv::Size size, double wave, std::uint64_t seed) {
  const cv::Size coarse(static_cast<int>(size.width / wave) + 4, static_cast<int>(size.height / wave) + 4);
  cv::Mat grid(coarse, CV_32FC1);
  Random random(seed);
  for (float& value : cv::Mat_<float>(grid)) value = static_cast<float>(random.normal());
  const cv::Matx23d grid_from_picture(1 / wave, 0, 1.5, 0, 1 / wave, 1.5);
  cv::Mat noise;
  cv::warpAffine(grid, noise, grid_from_picture, size, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP);
  return noise;
}

inline cv::Mat tear_shift(cv::Size size, double rough, std::uint64_t seed) {
  cv::Mat shift = 1.5 * rough * smooth_noise(size, 40, seed);
  shift += rough * smooth_noise(size, 15, seed + 1);
  shift += 0.4 * rough * smooth_noise(size, 6, seed + 2);
  return shift;
}

/// Gives the index of the nearest seed, as the tear bends the plane.
inline cv::Mat torn_labels(cv::Size size, const TornPictureOptions& options) {
  Random random(options.seed);
  std::vector<cv::Point2d> seeds;
  const double width = static_cast<double>(size.width) / options.pieces.width;
  const double height = static_cast<double>(size.height) / options.pieces.height;
  for (int i = 0; i < options.pieces.area(); ++i) {
    const cv::Point cell(i % options.pieces.width, i / options.pieces.width);
    const double y = (cell.y + 0.25 + 0.5 * random.uniform()) * height;
    const double x = (cell.x + 0.25 + 0.5 * random.uniform()) * width;
    seeds.emplace_back(x, y);
  }
  const cv::Mat dx = tear_shift(size, options.rough, options.seed * 100 + 10);
  const cv::Mat dy = tear_shift(size, options.rough, options.seed * 100 + 20);
  cv::Mat labels(size, CV_32SC1);
  for_each_pixel<int>(labels, [&](int& label, int row, int column) {
    const cv::Point2d p(column + static_cast<double>(dx.at<float>(row, column)),
                        row + static_cast<double>(dy.at<float>(row, column)));
    double nearest = std::numeric_limits<double>::max();
    for (int i = 0; i < static_cast<int>(seeds.size()); ++i) {
      const cv::Point2d d = p - seeds[static_cast<std::size_t>(i)];
      if (d.dot(d) < nearest) nearest = d.dot(d), label = i;
    }
  });
  return labels;
}

inline void add_torn_piece(const cv::Mat& picture, const cv::Mat& mask, double angle, TornPicture& made) {
  cv::Mat distance;
  cv::GaussianBlur(mask, distance, {0, 0}, 0.7);
  const cv::Rect box = cv::boundingRect(mask);
  const int side = static_cast<int>(std::hypot(box.width, box.height)) + 8;
  const cv::Point2d middle(box.x + box.width / 2.0, box.y + box.height / 2.0);
  const Pose canvas_from_piece = turn_around({side / 2.0, side / 2.0}, angle, middle - cv::Point2d(side, side) / 2);
  const cv::Matx23d map = matrix_of(canvas_from_piece);
  Piece piece{.id = fmt::format("p{:03}", made.puzzle.pieces.size())};
  cv::warpAffine(picture, piece.pixels, map, {side, side}, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  cv::warpAffine(distance, piece.mask, map, {side, side}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
  piece.mask = piece.mask > 127;
  made.puzzle.pieces.push_back(piece);
  made.canvas_from_piece.push_back(canvas_from_piece);
}

/// Every piece wears by itself.
inline cv::Mat worn(const cv::Mat& mask, const TornPictureOptions& options, std::uint64_t piece) {
  cv::Mat padded, inside;
  cv::copyMakeBorder(mask, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT);
  cv::distanceTransform(padded, inside, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  const cv::Mat extra = options.uneven * smooth_noise(mask.size(), 25, options.seed * 1000 + piece);
  return inside(cv::Rect(1, 1, mask.cols, mask.rows)) - extra > options.erode + 0.5;
}

/// Tears a picture; pieces in order of their places.
inline TornPicture tear(const cv::Mat& picture, const TornPictureOptions& options) {
  TornPicture made;
  made.puzzle.kind = Kind::kTorn;
  made.puzzle.rotation = Rotation::kFree;
  const cv::Mat labels = torn_labels(picture.size(), options);
  Random random(options.seed, 7);
  for (int i = 0; i < options.pieces.area(); ++i) {
    cv::Mat mask = labels == i;
    if (options.erode > 0) mask = worn(mask, options, static_cast<std::uint64_t>(i));
    const double angle = options.turned ? 2 * std::numbers::pi * random.uniform() : 0.0;
    if (cv::countNonZero(mask) > 0) add_torn_piece(picture, mask, angle, made);
  }
  return made;
}

inline Scraps scraps_of(const TornPicture& made, double growth = 0) {
  const std::vector<Fragment> fragments = make_fragments(made.puzzle, {.margin = 32});
  return make_scraps(fragments, growth, outline_step(fragments));
}

inline Pose true_pose(const TornPicture& made, int a, int b) {
  return inverse(made.canvas_from_piece[a]) * made.canvas_from_piece[b];
}

}  // namespace solve_puzzle
