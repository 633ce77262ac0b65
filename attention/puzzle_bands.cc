// SPDX-License-Identifier: Apache-2.0
#include "attention/puzzle_bands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

/// Gallagher's dummy gradients: zero, and one grey level up and down in each channel and in all.
constexpr float kDummies[9][3] = {{0, 0, 0}, {1, 1, 1},  {-1, -1, -1}, {0, 0, 1}, {0, 1, 0},
                                  {1, 0, 0}, {-1, 0, 0}, {0, -1, 0},   {0, 0, -1}};

void check(const Piece& piece) {
  if (piece.pixels.empty()) throw Error(fmt::format("piece {}: found no pixels", piece.id));
  if (piece.pixels.type() != CV_8UC3 && piece.pixels.type() != CV_16UC3) {
    throw Error(fmt::format("piece {}: found pixels of type {}; expected three channels of 8 or 16 bits", piece.id,
                            cv::typeToString(piece.pixels.type())));
  }
}

cv::Mat as_floats(const cv::Mat& pixels) {
  cv::Mat result;
  pixels.convertTo(result, CV_32F, pixels.depth() == CV_16U ? 1.0 / 257.0 : 1.0);
  return result;
}

/// Writes [3, depth, max_length] from the top of a picture whose side looks up.
void write_band(const cv::Mat& pixels, int depth, int max_length, float* out) {
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(depth) * max_length;
  for (int y = 0; y < depth; ++y) {
    const auto* row = pixels.ptr<cv::Vec3f>(std::min(y, pixels.rows - 1));
    for (int x = 0; x < pixels.cols; ++x) {
      for (int c = 0; c < 3; ++c) out[c * plane + static_cast<std::ptrdiff_t>(y) * max_length + x] = row[x][c];
    }
  }
}

/// Gives the lower triangle W with WᵀW = S⁻¹: the inverse of the Cholesky factor of S.
std::array<float, 9> whitening_of(const cv::Matx33d& s) {
  const double a = std::sqrt(s(0, 0));
  const double b = s(1, 0) / a;
  const double c = s(2, 0) / a;
  const double d = std::sqrt(s(1, 1) - b * b);
  const double e = (s(2, 1) - c * b) / d;
  const double f = std::sqrt(s(2, 2) - c * c - e * e);
  const cv::Matx33d inverse = cv::Matx33d(a, 0, 0, b, d, 0, c, e, f).inv();
  std::array<float, 9> result{};
  for (int i = 0; i < 9; ++i) result[static_cast<std::size_t>(i)] = static_cast<float>(inverse.val[i]);
  return result;
}

SideGradients gradients_of(const cv::Mat& pixels) {
  const auto* outer = pixels.ptr<cv::Vec3f>(0);
  const auto* inner = pixels.ptr<cv::Vec3f>(std::min(1, pixels.rows - 1));
  cv::Vec3d mean;
  for (int x = 0; x < pixels.cols; ++x) mean += cv::Vec3d(outer[x]) - cv::Vec3d(inner[x]);
  mean *= 1.0 / pixels.cols;
  cv::Matx33d scatter = cv::Matx33d::zeros();
  for (int x = 0; x < pixels.cols; ++x) {
    const cv::Vec3d d = cv::Vec3d(outer[x]) - cv::Vec3d(inner[x]) - mean;
    scatter += d * d.t();
  }
  for (const auto& dummy : kDummies) {
    const cv::Vec3d d(dummy[0], dummy[1], dummy[2]);
    scatter += d * d.t();
  }
  return {{static_cast<float>(mean[0]), static_cast<float>(mean[1]), static_cast<float>(mean[2])},
          whitening_of(scatter * (1.0 / (pixels.cols + 8)))};
}

/// Writes [3, kThumbnail, kThumbnail]: means over equal parts of the picture.
void write_thumbnail(const cv::Mat& pixels, float* out) {
  constexpr int kSize = PuzzleBands::kThumbnail;
  const auto bound = [](int i, int size) { return std::min(size - 1, i * size / kSize); };
  for (int y = 0; y < kSize; ++y) {
    for (int x = 0; x < kSize; ++x) {
      const int x0 = bound(x, pixels.cols);
      const int y0 = bound(y, pixels.rows);
      const cv::Rect part(x0, y0, std::max(1, (x + 1) * pixels.cols / kSize - x0),
                          std::max(1, (y + 1) * pixels.rows / kSize - y0));
      const cv::Scalar mean = cv::mean(pixels(part));
      for (int c = 0; c < 3; ++c) out[c * kSize * kSize + y * kSize + x] = static_cast<float>(mean[c]);
    }
  }
}

}  // namespace

PuzzleBands collect_bands(const std::vector<cv::Mat>& strips, const std::vector<cv::Mat>& pictures, int depth) {
  if (depth < 1) throw Error(fmt::format("a band needs a depth of at least 1 pixel; found {}", depth));
  PuzzleBands bands;
  bands.depth = depth;
  for (const cv::Mat& strip : strips) bands.length.push_back(strip.cols);
  if (!bands.length.empty()) bands.max_length = *std::max_element(bands.length.begin(), bands.length.end());
  const auto band_size = static_cast<std::size_t>(3) * static_cast<std::size_t>(depth * bands.max_length);
  constexpr std::size_t kThumbnailSize = 3 * PuzzleBands::kThumbnail * PuzzleBands::kThumbnail;
  bands.colour.resize(strips.size() * band_size);
  bands.gradient_mean.resize(strips.size() * 3);
  bands.whitening.resize(strips.size() * 9);
  bands.thumbnails.resize(pictures.size() * kThumbnailSize);
  parallel_for(0, std::ssize(strips), [&](std::ptrdiff_t i) {
    const auto side = static_cast<std::size_t>(i);
    if (strips[side].empty()) return;
    write_band(strips[side], depth, bands.max_length, bands.colour.data() + side * band_size);
    const SideGradients gradients = gradients_of(strips[side]);
    std::copy(gradients.mean.begin(), gradients.mean.end(), bands.gradient_mean.begin() + i * 3);
    std::copy(gradients.whitening.begin(), gradients.whitening.end(), bands.whitening.begin() + i * 9);
  });
  parallel_for(0, std::ssize(pictures), [&](std::ptrdiff_t i) {
    const auto piece = static_cast<std::size_t>(i);
    if (!pictures[piece].empty()) write_thumbnail(pictures[piece], bands.thumbnails.data() + piece * kThumbnailSize);
  });
  return bands;
}

PuzzleBands puzzle_bands(const Puzzle& puzzle, int depth) {
  if (depth < 1) throw Error(fmt::format("a band needs a depth of at least 1 pixel; found {}", depth));
  std::vector<cv::Mat> pictures(puzzle.pieces.size());
  std::vector<cv::Mat> strips(puzzle.pieces.size() * 4);
  for (const Piece& piece : puzzle.pieces) check(piece);
  parallel_for(0, std::ssize(pictures), [&](std::ptrdiff_t i) {
    const auto piece = static_cast<std::size_t>(i);
    pictures[piece] = as_floats(puzzle.pieces[piece].pixels);
    for (int s = 0; s < 4; ++s) {
      const cv::Mat upwards = turned(pictures[piece], s);
      const int lines = std::min(std::max(depth, 2), upwards.rows);  // two for the gradients
      strips[piece * 4 + static_cast<std::size_t>(s)] = upwards.rowRange(0, lines).clone();
    }
  });
  return collect_bands(strips, pictures, depth);
}

}  // namespace solve_puzzle
