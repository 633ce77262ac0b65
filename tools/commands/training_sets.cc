// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/training_sets.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "io/jpeg_wear.h"
#include "puzzles/error.h"
#include "puzzles/random.h"
#include "puzzles/tile_content.h"
#include "puzzles/true_sides.h"
#include "puzzles/wear.h"
#include "tools/commands/candidate_lists.h"

namespace solve_puzzle {
namespace {

constexpr int kMostTries = 100;

/// Share of the sets with 0, 1, … 6 px worn from every side.
constexpr std::array<double, 7> kErosion = {0.30, 0.27, 0.20, 0.10, 0.05, 0.05, 0.03};

int drawn(const std::array<double, 7>& shares, Random& random) {
  double rest = random.uniform();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    rest -= shares[i];
    if (rest < 0) return static_cast<int>(i);
  }
  return 0;
}

/// A window of the photo with the wanted number of pieces, or all of it where it is smaller; reduced where it is
/// larger.
cv::Mat random_window(const cv::Mat& photo, const SetOptions& options, int num_pieces, Random& random) {
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

cv::Mat augmented(const cv::Mat& photo, const SetOptions& options, int num_pieces, Random& random) {
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

/// Photos for one bag: one, or several where one is too small for the wanted number of pieces.
std::vector<cv::Mat> bag(const TrainingPhotos& photos, bool is_held_out, const SetOptions& options, Random& random) {
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

}  // namespace

SetOptions draw_set_options(int depth, Random& random) {
  constexpr std::array<int, 6> kSizes = {28, 28, 28, 28, 20, 40};
  SetOptions options;
  options.depth = depth;
  options.erode = drawn(kErosion, random);
  options.piece_size = kSizes[random.below(kSizes.size())];
  if (options.erode > 3) options.piece_size = std::max(options.piece_size, 28);
  options.rotation = random.uniform() < 0.25 ? "quarter" : "none";
  options.num_pieces = 300 + static_cast<int>(random.below(201));
  return options;
}

TrainingSet make_set(const TrainingPhotos& photos, bool is_held_out, const SetOptions& options, std::uint64_t seed,
                     std::uint64_t item) {
  Random random(seed, item);
  const std::vector<cv::Mat> pictures = bag(photos, is_held_out, options, random);
  CutOptions cut_options;
  cut_options.piece_size = std::to_string(options.piece_size);
  cut_options.erode = options.erode;
  cut_options.rotation = options.rotation;
  cut_options.missing = random.uniform() < 0.2 ? 0.15 * random.uniform() : 0.0;
  cut_options.noise = random.uniform() < 0.15 ? 4.0 * random.uniform() : 0.0;
  cut_options.seed = random.next() >> 12;
  CutPuzzle made = cut(pictures, cut_options);
  if (random.uniform() < 0.1) drift_brightness(made.puzzle, 0.04 * random.uniform(), random.next());
  return labelled_lists(made, options.depth).set;
}

LabelledLists labelled_lists(const CutPuzzle& made, int depth) {
  LabelledLists result{.list = candidate_lists(made.puzzle), .set = {}};
  const Shortlist& list = result.list;
  TrainingSet& set = result.set;
  set.bands = puzzle_bands(made.puzzle, depth);
  set.lists = match_lists(list.graph, list.evidence);
  const std::vector<int> partners = true_partners(made.truth);
  const std::vector<TileContent> contents = tile_contents(made.puzzle.pieces);
  const auto seen = [&](int side) { return shown(contents[static_cast<std::size_t>(side / 4)], side & 3); };
  set.is_copy.assign(static_cast<std::size_t>(set.lists.num_entries()), 0);
  for (int side = 0; side < set.lists.num_sides(); ++side) {
    const int partner = partners[static_cast<std::size_t>(side)];
    const int entry = partner < 0 ? -1 : list.graph.find(side, partner);
    set.target.push_back(partner < 0 ? TrainingSet::kNoPartner : entry < 0 ? TrainingSet::kSkip : entry);
    if (partner < 0) continue;
    for (int e = set.lists.row_begin[static_cast<std::size_t>(side)];
         e < set.lists.row_begin[static_cast<std::size_t>(side) + 1]; ++e) {
      const int other = set.lists.partner[static_cast<std::size_t>(e)];
      set.is_copy[static_cast<std::size_t>(e)] = other != partner && seen(other) == seen(partner) ? 1 : 0;
    }
  }
  return result;
}

}  // namespace solve_puzzle
