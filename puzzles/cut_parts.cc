// SPDX-License-Identifier: Apache-2.0
#include "puzzles/cut_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

/// Adds noise of deviation sigma (of 255). Fixed point with 16 fractional bits, so that no compiler rounds differently.
template <class Sample>
void add_noise(cv::Mat& pixels, double sigma, Random random) {
  constexpr std::int64_t kHighest = std::numeric_limits<Sample>::max();
  const auto scale = static_cast<std::int64_t>(sigma * 65536.0) * (kHighest / 255);
  for (int y = 0; y < pixels.rows; ++y) {
    Sample* row = pixels.ptr<Sample>(y);
    for (int i = 0; i < pixels.cols * pixels.channels(); ++i) {
      const auto normal = static_cast<std::int64_t>(random.normal() * 65536.0);
      const std::int64_t shift = (normal * scale + (std::int64_t{1} << 31)) >> 32;
      row[i] = static_cast<Sample>(std::clamp<std::int64_t>(row[i] + shift, 0, kHighest));
    }
  }
}

/// Fades in fixed point with 16 fractional bits.
template <class Sample>
void fade_pixels(cv::Mat& pixels, double most, Random random) {
  constexpr std::int64_t kHighest = std::numeric_limits<Sample>::max();
  constexpr std::int64_t kOne = 65536;
  const auto drawn = [&](double low, double high) {
    return static_cast<std::int64_t>((low + (high - low) * random.uniform()) * static_cast<double>(kOne));
  };
  const std::int64_t whiter = drawn(0, most);
  const std::int64_t gains[3] = {kOne + drawn(-most, most), kOne + drawn(-most, most), kOne + drawn(-most, most)};
  for (int y = 0; y < pixels.rows; ++y) {
    Sample* row = pixels.ptr<Sample>(y);
    for (int i = 0; i < pixels.cols * 3; ++i) {
      const std::int64_t tinted = (row[i] * gains[i % 3] + kOne / 2) / kOne;
      const std::int64_t faded = tinted + ((kHighest - tinted) * whiter + kOne / 2) / kOne;
      row[i] = static_cast<Sample>(std::clamp<std::int64_t>(faded, 0, kHighest));
    }
  }
}

double opaque_value(int depth) { return depth == CV_16U ? 65535 : 255; }

void check_opaque(const cv::Mat& picture, const std::string& name) {
  cv::Mat alpha;
  cv::extractChannel(picture, alpha, 3);
  double lowest = 0;
  cv::minMaxLoc(alpha, &lowest);
  if (lowest == opaque_value(picture.depth())) return;
  throw Error(fmt::format(
      "{}: has transparent pixels (alpha down to {}), but only opaque pictures can be cut; flatten it first", name,
      lowest));
}

cv::Mat to_colour(const cv::Mat& picture, const std::string& name) {
  if (picture.depth() != CV_8U && picture.depth() != CV_16U) {
    throw Error(fmt::format("{}: has samples of type {}, expected 8 or 16 bits without sign", name,
                            cv::depthToString(picture.depth())));
  }
  cv::Mat colour = picture;
  if (picture.channels() == 1) {
    cv::cvtColor(picture, colour, cv::COLOR_GRAY2BGR);
  } else if (picture.channels() == 4) {
    check_opaque(picture, name);
    cv::cvtColor(picture, colour, cv::COLOR_BGRA2BGR);
  } else if (picture.channels() != 3) {
    throw Error(fmt::format("{}: has {} channels, expected 1, 3 or 4", name, picture.channels()));
  }
  return colour;
}

std::string picture_name(std::size_t index, std::size_t count) {
  return count == 1 ? "the picture" : fmt::format("picture {} of {}", index + 1, count);
}

}  // namespace

std::vector<cv::Mat> prepared(const std::vector<cv::Mat>& pictures, cv::Size least) {
  std::vector<cv::Mat> result;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const std::string name = picture_name(i, pictures.size());
    if (pictures[i].cols < least.width || pictures[i].rows < least.height) {
      throw Error(fmt::format("{}: is {}x{} pixels, smaller than one piece of {}x{}", name, pictures[i].cols,
                              pictures[i].rows, least.width, least.height));
    }
    result.push_back(to_colour(pictures[i], name));
  }
  const auto is_deep = [](const cv::Mat& picture) { return picture.depth() == CV_16U; };
  if (!std::any_of(result.begin(), result.end(), is_deep)) return result;
  for (cv::Mat& picture : result) {
    if (!is_deep(picture)) picture.convertTo(picture, CV_16U, 257);
  }
  return result;
}

Random stream(std::uint64_t seed, Stream kind, std::size_t item) {
  return Random(seed, (static_cast<std::uint64_t>(kind) << 48) + item);
}

cv::Point2d any_direction(Random& random) {
  constexpr double kEighth = 0.41421356237309503;  // tangent of a sixteenth of a turn
  const double t = kEighth * (2 * random.uniform() - 1);
  const double cosine = (1 - t * t) / (1 + t * t);
  const double sine = 2 * t / (1 + t * t);
  switch (random.below(4)) {
    case 0:
      return {cosine, sine};
    case 1:
      return {-sine, cosine};
    case 2:
      return {-cosine, -sine};
    default:
      return {sine, -cosine};
  }
}

Rotation rotation_of(const CutOptions& options) {
  const bool is_torn = options.kind == "torn";
  const std::string word = rotation_word(options);
  if (word == "none") return Rotation::kNone;
  if (word == "quarter") return Rotation::kQuarter;
  if (word == "free" && is_torn) return Rotation::kFree;
  throw Error(fmt::format("rotation \"{}\": expected none or quarter{}", options.rotation, is_torn ? " or free" : ""));
}

std::vector<int> shuffled_remains(std::size_t num_pieces, const CutOptions& options) {
  std::vector<int> items(num_pieces);
  std::iota(items.begin(), items.end(), 0);
  stream(options.seed, Stream::kMissing, 0).shuffle(items);
  const auto lost = static_cast<std::size_t>(options.missing * static_cast<double>(num_pieces) + 0.5);
  if (lost >= num_pieces) {
    throw Error(fmt::format("missing {}: of {} pieces none would be left", options.missing, num_pieces));
  }
  items.resize(num_pieces - lost);
  std::sort(items.begin(), items.end());
  stream(options.seed, Stream::kOrder, 0).shuffle(items);
  return items;
}

void damage_pixels(cv::Mat& pixels, const CutOptions& options, std::size_t item) {
  const bool is_deep = pixels.depth() == CV_16U;
  const Random fading = stream(options.seed, Stream::kFade, item);
  const Random noise = stream(options.seed, Stream::kNoise, item);
  if (options.fade > 0 && is_deep) fade_pixels<std::uint16_t>(pixels, options.fade, fading);
  if (options.fade > 0 && !is_deep) fade_pixels<std::uint8_t>(pixels, options.fade, fading);
  if (options.noise > 0 && is_deep) add_noise<std::uint16_t>(pixels, options.noise, noise);
  if (options.noise > 0 && !is_deep) add_noise<std::uint8_t>(pixels, options.noise, noise);
}

void check_damage(const CutOptions& options) {
  if (!(options.missing >= 0 && options.missing <= 1)) {
    throw Error(fmt::format("missing {}: expected a share from 0 to 0.95", options.missing));
  }
  if (!(options.noise >= 0 && options.noise <= 255)) {
    throw Error(fmt::format("noise {}: expected a deviation from 0 to 255", options.noise));
  }
  if (!(options.fade >= 0 && options.fade <= 1)) {
    throw Error(fmt::format("fade {}: expected a share from 0 to 1", options.fade));
  }
}

std::string piece_id(std::size_t index, std::size_t num_pieces) {
  const int digits = std::max(4, static_cast<int>(std::to_string(num_pieces).size()));
  return fmt::format("p{:0{}}", index + 1, digits);
}

}  // namespace solve_puzzle
