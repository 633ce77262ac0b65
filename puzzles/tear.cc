// SPDX-License-Identifier: Apache-2.0
#include "puzzles/tear.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "puzzles/error.h"
#include "puzzles/noise.h"
#include "puzzles/parallel.h"
#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

constexpr std::int64_t kLeastArea = 16;  ///< picture pixels of a piece, on average

/// How far a tear strays from its line. Units: picture pixels.
struct Waviness {
  double reach = 0;       ///< furthest from the line
  double wavelength = 1;  ///< of the longest waves
  int octaves = 0;        ///< each half as long as the one before
  double persistence = 0.62;
};

Waviness waviness_of(const std::string& tear, double piece_diameter) {
  if (tear == "straight") return {};
  const double wavelength = std::max(4.0, 1.2 * piece_diameter);
  if (tear == "smooth") return {0.4 * piece_diameter, 0.7 * wavelength, 2};
  if (tear != "rough") throw Error(fmt::format("tear \"{}\": expected rough, smooth or straight", tear));
  int octaves = 1;
  for (double length = wavelength; length > 4; length /= 2) ++octaves;
  return {0.6 * piece_diameter, wavelength, octaves};
}

/// Gives noise in (-1, 1) about 0.
double waves(double x, double y, const Waviness& waviness, std::uint32_t seed) {
  double sum = 0;
  double height = 1;
  double total = 0;
  x /= waviness.wavelength;
  y /= waviness.wavelength;
  for (int i = 0; i < waviness.octaves; ++i) {
    sum += height * (2 * landscape::value_noise(x, y, seed + static_cast<std::uint32_t>(i) * 0x68E31DA4U) - 1);
    total += height;
    height *= waviness.persistence;
    const double turned_x = 1.6 * x + 1.2 * y + 17.3;
    y = 1.6 * y - 1.2 * x + 5.9;
    x = turned_x;
  }
  return sum / total;
}

/// The line that a tear follows: unit normal and distance from the origin. Units: picture pixels.
struct Line {
  cv::Point2d normal;
  double distance = 0;
  std::uint32_t seed = 0;
};

/// A part of the sheet that is to become so many pieces.
struct Part {
  std::vector<int> cells;
  int num_pieces = 1;
  std::uint64_t path = 1;  ///< which tears led here; names its random numbers
};

cv::Point2d unit(const cv::Point2d& v) { return v * (1.0 / std::sqrt(v.x * v.x + v.y * v.y)); }

/// Tears one sheet.
class Tearing {
 public:
  Tearing(cv::Size picture, const TearOptions& options)
      : options_(options),
        waviness_(waviness_of(options.tear, std::sqrt(static_cast<double>(picture.area()) / options.num_pieces))) {
    field_.labels = cv::Mat(picture * kFieldScale, CV_16UC1, cv::Scalar(kNoLabel));
  }

  LabelField field() {
    Part whole;
    whole.cells.resize(field_.labels.total());
    for (std::size_t i = 0; i < whole.cells.size(); ++i) whole.cells[i] = static_cast<int>(i);
    whole.num_pieces = options_.num_pieces;
    tear(std::move(whole));
    join_strays(field_);
    return field_;
  }

 private:
  cv::Point2d point_of(int cell) const {
    return {picture_from_cell(cell % field_.labels.cols), picture_from_cell(cell / field_.labels.cols)};
  }

  void tear(Part part) {
    if (part.num_pieces == 1) return label(part);
    std::vector<Part> parts = torn(part);
    part.cells = {};
    for (Part& each : parts) tear(std::move(each));
  }

  /// Tears again, elsewhere, where a part came out far too small: waves may swallow one.
  std::vector<Part> torn(const Part& part) const {
    constexpr double kCrossed = 0.4;
    constexpr int kTries = 8;
    Random random(options_.seed, part.path);
    const bool is_crossed = part.num_pieces >= 4 && random.uniform() < kCrossed;
    for (int i = 0; i < kTries; ++i) {
      std::vector<Part> parts = is_crossed ? torn_crosswise(part, random) : torn_once(part, random);
      if (are_fair(part, parts)) return parts;
    }
    return cut_evenly(part);
  }

  static bool are_fair(const Part& whole, const std::vector<Part>& parts) {
    constexpr double kLeastShare = 0.4;
    const double fair = static_cast<double>(whole.cells.size()) / whole.num_pieces;
    return std::all_of(parts.begin(), parts.end(), [&](const Part& part) {
      return static_cast<double>(part.cells.size()) >= kLeastShare * fair * part.num_pieces;
    });
  }

  /// Halves the list of cells, which runs along rows.
  static std::vector<Part> cut_evenly(const Part& part) {
    const int num_first = part.num_pieces / 2;
    std::vector<char> sides(part.cells.size(), 1);
    const std::size_t end =
        part.cells.size() * static_cast<std::size_t>(num_first) / static_cast<std::size_t>(part.num_pieces);
    std::fill(sides.begin(), sides.begin() + static_cast<std::ptrdiff_t>(end), 0);
    return split(part, {num_first, part.num_pieces - num_first}, sides);
  }

  void label(const Part& part) {
    const auto label = static_cast<std::uint16_t>(field_.num_labels++);
    for (const int cell : part.cells) {
      field_.labels.at<std::uint16_t>(cell / field_.labels.cols, cell % field_.labels.cols) = label;
    }
  }

  /// Tears in two, of unequal sizes.
  std::vector<Part> torn_once(const Part& part, Random& random) const {
    const int odd = part.num_pieces % 2 == 1 && random.below(2) == 1 ? 1 : 0;
    const int num_first = part.num_pieces / 2 + odd;
    const double share = static_cast<double>(num_first) / part.num_pieces + 0.12 * (random.uniform() - 0.5);
    const Line line = line_through(part, leaning(long_axis(part, random), random), share, random);
    return split(part, {num_first, part.num_pieces - num_first}, sides_of(part, line));
  }

  /// Tears both halves at once.
  std::vector<Part> torn_crosswise(const Part& part, Random& random) const {
    const cv::Point2d along = leaning(long_axis(part, random), random);
    const cv::Point2d across = leaning({-along.y, along.x}, random);
    const std::vector<char> first = sides_of(part, line_through(part, along, 0.5, random));
    std::vector<char> quarter = sides_of(part, line_through(part, across, 0.5, random));
    for (std::size_t i = 0; i < quarter.size(); ++i) quarter[i] = static_cast<char>(quarter[i] + 2 * first[i]);
    std::vector<int> nums(4);
    const auto rotate = static_cast<int>(random.below(4));
    for (int i = 0; i < 4; ++i) nums[(i + rotate) % 4] = (part.num_pieces + i) / 4;
    return split(part, nums, quarter);
  }

  /// Gives the direction in which a part is longest; any direction where it is as long as wide.
  cv::Point2d long_axis(const Part& part, Random& random) const {
    cv::Point2d mean;
    for (const int cell : part.cells) mean += point_of(cell);
    mean *= 1.0 / static_cast<double>(part.cells.size());
    double xx = 0, xy = 0, yy = 0;
    for (const int cell : part.cells) {
      const cv::Point2d d = point_of(cell) - mean;
      xx += d.x * d.x;
      xy += d.x * d.y;
      yy += d.y * d.y;
    }
    const double half_difference = (xx - yy) / 2;
    const double root = std::sqrt(half_difference * half_difference + xy * xy);
    const bool is_round = root < 0.13 * (xx + yy) / 2;  // sides less than about 15 % apart
    if (is_round) return unit({2 * random.uniform() - 1, 2 * random.uniform() - 1.0 + 1e-9});
    if (half_difference >= 0) return unit({half_difference + root, xy});
    return unit({xy, root - half_difference});
  }

  static cv::Point2d leaning(const cv::Point2d& direction, Random& random) {
    constexpr double kMost = 0.3;  // tangent of the angle
    const double t = kMost * (2 * random.uniform() - 1);
    return unit({direction.x - t * direction.y, direction.y + t * direction.x});
  }

  /// Gives the line with this normal that has `share` of the cells behind it.
  Line line_through(const Part& part, const cv::Point2d& normal, double share, Random& random) const {
    std::vector<double> distances(part.cells.size());
    for (std::size_t i = 0; i < distances.size(); ++i) distances[i] = point_of(part.cells[i]).dot(normal);
    const double index = std::clamp(share, 0.1, 0.9) * static_cast<double>(distances.size() - 1);
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(distances.begin(), middle, distances.end());
    return {normal, *middle, random.below(0xFFFFFFFFU)};
  }

  /// Gives 0 for the cells behind the torn line, 1 for those before it.
  std::vector<char> sides_of(const Part& part, const Line& line) const {
    std::vector<char> sides(part.cells.size());
    constexpr std::ptrdiff_t kBlock = 4096;
    const std::ptrdiff_t num_cells = std::ssize(part.cells);
    parallel_for(0, (num_cells + kBlock - 1) / kBlock, [&](std::ptrdiff_t block) {
      for (std::ptrdiff_t i = block * kBlock; i < std::min(num_cells, (block + 1) * kBlock); ++i) {
        const cv::Point2d point = point_of(part.cells[i]);
        double height = point.dot(line.normal) - line.distance;
        // Further away no wave can change the side.
        if (std::abs(height) <= waviness_.reach)
          height += waviness_.reach * waves(point.x, point.y, waviness_, line.seed);
        sides[i] = height > 0 ? 1 : 0;
      }
    });
    return sides;
  }

  static std::vector<Part> split(const Part& part, const std::vector<int>& nums, const std::vector<char>& which) {
    std::vector<Part> parts(nums.size());
    for (std::size_t k = 0; k < parts.size(); ++k) {
      parts[k].num_pieces = nums[k];
      parts[k].path = part.path * 5 + k + 1;
    }
    for (std::size_t i = 0; i < which.size(); ++i) parts[which[i]].cells.push_back(part.cells[i]);
    return parts;
  }

  TearOptions options_;
  Waviness waviness_;
  LabelField field_;
};

}  // namespace

LabelField tear_apart(cv::Size picture, const TearOptions& options) {
  constexpr int kMostPieces = 10000;
  if (options.num_pieces < 1 || options.num_pieces > kMostPieces) {
    throw Error(fmt::format("pieces {}: expected 1 to {}", options.num_pieces, kMostPieces));
  }
  if (std::int64_t{picture.width} * picture.height < kLeastArea * options.num_pieces) {
    throw Error(fmt::format("pieces {}: a picture of {} x {} pixels cannot be torn into so many; expected at most {}",
                            options.num_pieces, picture.width, picture.height,
                            std::int64_t{picture.width} * picture.height / kLeastArea));
  }
  return Tearing(picture, options).field();
}

}  // namespace solve_puzzle
