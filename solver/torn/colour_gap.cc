// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/colour_gap.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "solver/torn/contact.h"

namespace solve_puzzle {
namespace {

constexpr int kWidest = 24;  // pixels between the two points
constexpr std::size_t kFewestPoints = 60;

/// Differences across the seam, and between points of one piece `distance` pixels apart.
struct Differences {
  std::vector<float> across;
  std::array<std::vector<float>, kWidest + 1> within;
};

cv::Point2d unit(const cv::Point2d& v) { return v / std::max(1e-9, std::hypot(v.x, v.y)); }

void add_pair(const Scraps& scraps, const AlignedPair& pair, double depth, Differences& differences) {
  const Fragment& a = scraps.fragments[pair.a];
  const Fragment& b = scraps.fragments[pair.b];
  const Pose b_from_a = inverse(pair.a_from_b);
  constexpr double kReach = 1.5;
  const double below = scraps.growth + depth;
  for (const TouchingPoint& found : touching_points(scraps, pair.a, pair.b, pair.a_from_b, kReach)) {
    const cv::Point2d normal = unit(found.normal);
    const cv::Point2d at = pair.a_from_b * found.point - normal * found.distance;
    const cv::Vec3f inside = a.colour_at(at - normal * below);
    const cv::Vec3f beyond = b.colour_at(found.point + b_from_a.turn(normal) * below);
    differences.across.push_back(static_cast<float>(cv::norm(inside - beyond)));
    for (int distance = 1; distance <= kWidest; ++distance) {
      const cv::Vec3f deeper = a.colour_at(at - normal * (below + distance));
      differences.within[distance].push_back(static_cast<float>(cv::norm(inside - deeper)));
    }
  }
}

/// Mean without the largest tenth: a few bad pairs shall not count.
double trimmed_mean(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  const auto kept = static_cast<std::ptrdiff_t>(0.9 * static_cast<double>(values.size()));
  double sum = 0;
  for (std::ptrdiff_t i = 0; i < kept; ++i) sum += values[static_cast<std::size_t>(i)];
  return kept > 0 ? sum / static_cast<double>(kept) : 0;
}

/// The distance at which points inside differ as much as those across the seams.
std::optional<double> distance_across(const Differences& differences) {
  if (differences.across.size() < kFewestPoints) return std::nullopt;
  const double across = trimmed_mean(differences.across);
  double before = 0;
  for (int distance = 1; distance <= kWidest; ++distance) {
    const double within = trimmed_mean(differences.within[distance]);
    if (within >= across) return distance - 1 + (across - before) / (within - before);
    before = std::max(before, within);
  }
  return std::nullopt;
}

}  // namespace

std::optional<ColourGap> growth_from_colours(const Scraps& scraps, const std::vector<AlignedPair>& pairs) {
  constexpr std::array<double, 2> kDepths = {1.5, 2.5};
  double sum = 0;
  double num_points = 0;
  for (const double depth : kDepths) {
    Differences differences;
    for (const AlignedPair& pair : pairs) {
      add_pair(scraps, pair, depth, differences);
      add_pair(scraps, {pair.b, pair.a, inverse(pair.a_from_b)}, depth, differences);
    }
    const std::optional<double> distance = distance_across(differences);
    if (!distance) return std::nullopt;
    sum += *distance / 2 - depth;
    num_points = static_cast<double>(differences.across.size());
  }
  const double growth = sum / kDepths.size();
  // Two puzzles of 36 px pieces that touch were measured at -0.01 and -0.19 px, four of 100 px at -0.07 to 0.12.
  constexpr double kUsualDiameter = 100;  // pixels
  const double bias = 0.15 * std::max(1.0, kUsualDiameter / std::max(1.0, scraps.diameter));
  return ColourGap{growth, std::hypot(bias, 8 / std::sqrt(num_points), 0.25 * std::max(0.0, growth))};
}

}  // namespace solve_puzzle
