// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/training_pictures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "io/jpeg_wear.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr int kMostTries = 100;

/// A window of the photo with the wanted number of pieces, or all of it where it is smaller; reduced where it is
/// larger.
cv::Mat random_window(const cv::Mat& photo, const WindowOptions& options, int num_pieces, Random& random) {
  const double wanted = std::sqrt(static_cast<double>(num_pieces)) * options.piece_size;
  const double aspect = 0.75 + 0.75 * random.uniform();
  const cv::Size target(static_cast<int>(wanted * std::sqrt(aspect)), static_cast<int>(wanted / std::sqrt(aspect)));
  const double fit =
      std::max(target.width / static_cast<double>(photo.cols), target.height / static_cast<double>(photo.rows));
  const double scale =
      std::min(1.0, std::max(fit, 0.35) + (1.0 - std::min(1.0, std::max(fit, 0.35))) * random.uniform());
  cv::Mat scaled = photo;
  if (scale < 0.97) cv::resize(photo, scaled, {}, scale, scale, cv::INTER_AREA);
  const cv::Size size(std::min(target.width, scaled.cols), std::min(target.height, scaled.rows));
  const int x = static_cast<int>(random.below(static_cast<std::uint32_t>(scaled.cols - size.width + 1)));
  const int y = static_cast<int>(random.below(static_cast<std::uint32_t>(scaled.rows - size.height + 1)));
  return scaled(cv::Rect({x, y}, size)).clone();
}

void permute_colours(cv::Mat& picture, Random& random) {
  std::vector<int> order = {0, 1, 2};
  random.shuffle(order);
  const std::vector<int> pairs = {0, order[0], 1, order[1], 2, order[2]};
  cv::Mat result(picture.size(), picture.type());
  cv::mixChannels(picture, result, pairs);
  picture = result;
}

cv::Mat augmented(const cv::Mat& photo, const WindowOptions& options, int num_pieces, Random& random) {
  cv::Mat picture = random_window(photo, options, num_pieces, random);
  if (random.uniform() < 0.5) cv::flip(picture, picture, 1);
  if (random.uniform() < 0.2) cv::flip(picture, picture, 0);
  if (random.uniform() < 0.2) cv::transpose(picture, picture);
  if (random.uniform() < 0.5) permute_colours(picture, random);
  if (random.uniform() < 0.1) cv::GaussianBlur(picture, picture, {}, 0.4 + 0.8 * random.uniform());
  if (random.uniform() < 0.3) {
    const int quality = 50 + static_cast<int>(random.below(48));
    picture = jpeg_worn(picture, quality, {static_cast<int>(random.below(8)), static_cast<int>(random.below(8))});
  }
  return picture;
}

}  // namespace

std::vector<cv::Mat> training_pictures(const TrainingPhotos& photos, bool is_held_out, const WindowOptions& options,
                                       Random& random) {
  std::vector<cv::Mat> pictures;
  int num_pieces = 0;
  for (int tries = 0; tries < kMostTries && num_pieces < options.num_pieces * 2 / 3; ++tries) {
    const std::size_t index = random.below(static_cast<std::uint32_t>(photos.size(is_held_out)));
    const cv::Mat photo = photos.read(is_held_out, index, 2 * options.piece_size);
    if (photo.empty()) continue;
    pictures.push_back(augmented(photo, options, options.num_pieces - num_pieces, random));
    const cv::Size cells = pictures.back().size() / options.piece_size;
    if (cells.area() < 4) {
      pictures.pop_back();
      continue;
    }
    num_pieces += cells.area();
  }
  if (pictures.empty()) {
    throw Error(fmt::format("training: found no photo that can be read and cut; skipped:\n  {}",
                            fmt::join(photos.skipped(), "\n  ")));
  }
  return pictures;
}

}  // namespace solve_puzzle
