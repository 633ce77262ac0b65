// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/gap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "puzzles/parallel.h"
#include "puzzles/random.h"
#include "solver/torn/colour_gap.h"
#include "solver/torn/contact.h"
#include "solver/torn/propose.h"

namespace solve_puzzle {
namespace {

constexpr std::array<double, 5> kLevels = {0, 1, 2, 4, kMostGrowth};

struct Pair {
  int a = -1, b = -1;
};

struct ScoredPose {
  Pair pair;
  Pose a_from_b;
  double score = 0;
};

std::vector<Pair> sample_of_pairs(const std::vector<Fragment>& fragments, int most) {
  std::vector<Pair> pairs;
  for (int a = 0; a < static_cast<int>(fragments.size()); ++a) {
    for (int b = a + 1; b < static_cast<int>(fragments.size()); ++b) {
      if (!fragments[a].is_empty() && !fragments[b].is_empty()) pairs.push_back({a, b});
    }
  }
  Random random(1);
  random.shuffle(pairs);
  if (static_cast<int>(pairs.size()) > most) pairs.resize(static_cast<std::size_t>(most));
  return pairs;
}

/// What growth is chosen by: touching length that fits, per pixel, whatever the growth.
double score_of(const Contact& contact) {
  return contact.shape + 0.25 * contact.colour - 0.5 * contact.penetration - 0.1 * contact.facing;
}

std::optional<ScoredPose> best_pose(const Scraps& scraps, const std::vector<Windows>& windows, const Pair& pair) {
  std::optional<ScoredPose> best;
  for (const Proposal& proposal : propose(windows[pair.a], windows[pair.b], scraps, {.most = 8})) {
    const std::optional<Pose> pose = align(scraps, pair.a, pair.b, proposal.a_from_b);
    if (!pose) continue;
    const double score = score_of(judge_contact(scraps, pair.a, pair.b, *pose));
    if (!best || score > best->score) best = ScoredPose{pair, *pose, score};
  }
  return best;
}

/// Best poses of all pairs, best first.
std::vector<ScoredPose> best_poses(const Scraps& scraps, const std::vector<Pair>& pairs, const GapOptions& options) {
  std::vector<Windows> windows;
  windows.reserve(scraps.fragments.size());
  for (int i = 0; i < scraps.size(); ++i) windows.emplace_back(scraps.fragments[i], scraps.outlines[i]);
  std::vector<std::optional<ScoredPose>> found(pairs.size());
  parallel_for(0, std::ssize(pairs), [&](std::ptrdiff_t i) {
    const auto at = static_cast<std::size_t>(i);
    if (!options.should_stop()) found[at] = best_pose(scraps, windows, pairs[at]);
  });
  std::vector<ScoredPose> poses;
  for (const auto& each : found) {
    if (each) poses.push_back(*each);
  }
  std::stable_sort(poses.begin(), poses.end(), [](const auto& p, const auto& q) { return p.score > q.score; });
  return poses;
}

/// A fragment has some four or five neighbours; half of those that a sample should hold are likely to stand out.
std::size_t expected_partners(std::size_t num_fragments, std::size_t num_pairs) {
  const double share = 2.0 * static_cast<double>(num_pairs) / static_cast<double>(num_fragments * (num_fragments - 1));
  return static_cast<std::size_t>(std::clamp(1.1 * static_cast<double>(num_fragments) * share, 1.0, 40.0));
}

double sum_of_best(const std::vector<ScoredPose>& poses, std::size_t num_best) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(num_best, poses.size()); ++i) sum += std::max(0.0, poses[i].score);
  return sum;
}

/// Outlines of worn pieces, grown again, have lost their sharp corners: there they lie further apart than elsewhere.
constexpr double kReach = 2.0;                // pixels within which points touch
constexpr double kRoundedPerPixel = 1 / 8.0;  // less of it, for every pixel of wear

/// Deviation of the distances between points that truly touch.
double usual_distance(const Scraps& scraps) { return 0.3 + 0.3 * std::max(0.0, scraps.growth); }

/// Sums for the part of a common gap that no motion of the pair explains.
struct CommonGap {
  double supposed = 0;  ///< distance of grown outlines; points far from it count little (Cauchy)
  double product = 0, square = 0;

  double value() const { return product / square; }

  void add(const Scraps& scraps, const AlignedPair& pose) {
    auto points = touching_points(scraps, pose.a, pose.b, pose.a_from_b, kReach);
    const double most = std::max(1.0, kReach - scraps.growth * kRoundedPerPixel);
    std::erase_if(points, [&](const TouchingPoint& point) { return point.distance > most; });
    if (points.size() < 12) return;
    cv::Mat columns(static_cast<int>(points.size()), 3, CV_64F), ones(static_cast<int>(points.size()), 1, CV_64F, 1.0);
    cv::Mat distances(static_cast<int>(points.size()), 1, CV_64F);
    cv::Point2d centre;
    for (const TouchingPoint& point : points) centre += pose.a_from_b * point.point;
    centre /= static_cast<double>(points.size());
    for (int i = 0; i < columns.rows; ++i) {
      const TouchingPoint& point = points[static_cast<std::size_t>(i)];
      const cv::Point2d arm = pose.a_from_b * point.point - centre;
      columns.at<double>(i, 0) = point.normal.x;
      columns.at<double>(i, 1) = point.normal.y;
      columns.at<double>(i, 2) = (point.normal.y * arm.x - point.normal.x * arm.y) / 25;
      distances.at<double>(i) = point.distance;
    }
    for (int i = 0; i < columns.rows; ++i) {
      const double weight = 1 / std::hypot(1, (distances.at<double>(i) - supposed) / usual_distance(scraps));
      columns.row(i) *= weight;
      ones.at<double>(i) *= weight;
      distances.at<double>(i) *= weight;
    }
    cv::Mat explained;
    cv::solve(columns, ones, explained, cv::DECOMP_SVD);
    const cv::Mat rest = ones - columns * explained;
    product += rest.dot(distances);
    square += rest.dot(rest);
  }
};

/// Error of what outlines say, pixels: straight cuts have more, since they fit at any gap. Then colours decide, or the
/// gap stays what it was.
constexpr double kUnknown = 0.55;

constexpr double kNothing = 30;  // where hardly a point holds the others

struct Estimate {
  double growth = 0;
  double error = 0;  ///< pixels
};

/// Grown outlines that meet too early or too late by d lie d apart, half of it on either side.
Estimate growth_from_outlines(const Scraps& scraps, const std::vector<AlignedPair>& pairs) {
  // Where corners of pieces meet there is a hole: points there say too much, the more of them the smaller pieces are.
  constexpr int kRounds = 4;
  CommonGap gap;
  for (int round = 0; round < kRounds; ++round) {
    CommonGap next{.supposed = round > 0 ? gap.value() : 0};
    for (const AlignedPair& pair : pairs) next.add(scraps, pair);
    if (next.square < 1) return {scraps.growth, kNothing};
    gap = next;
  }
  const double growth = scraps.growth + std::clamp(gap.value() / 2, -1.0, 1.0);
  // Pixels by which outlines are rounder or sharper; those of masks that overlap look like those of masks that touch.
  const double roundness = growth > kTouchingGrowth ? std::min(0.3, 0.1 + 0.05 * growth) : 0.3;
  return {growth, std::hypot(roundness, 1 / std::sqrt(gap.square))};
}

std::vector<AlignedPair> best_pairs_of(const std::vector<ScoredPose>& poses, std::size_t num_best) {
  std::vector<AlignedPair> pairs;
  for (std::size_t i = 0; i < std::min(num_best, poses.size()); ++i) {
    pairs.push_back({poses[i].pair.a, poses[i].pair.b, poses[i].a_from_b});
  }
  return pairs;
}

/// Robust deviation of the distances between partners, as the wear that allows for it.
double wear_of(const Scraps& scraps, const std::vector<AlignedPair>& pairs) {
  std::vector<double> distances;
  for (const AlignedPair& pair : pairs) {
    for (const TouchingPoint& point : touching_points(scraps, pair.a, pair.b, pair.a_from_b, 3.0)) {
      distances.push_back(std::abs(point.distance));
    }
  }
  if (distances.empty()) return 0;
  std::nth_element(distances.begin(), distances.begin() + std::ssize(distances) / 2, distances.end());
  const double deviation = 1.48 * distances[distances.size() / 2];
  return std::clamp((1.4 * deviation - 0.35) / 0.15, 0.0, kMostGrowth);
}

/// What a level is worth, and the pairs that say so.
struct Level {
  Scraps scraps;
  std::vector<AlignedPair> pairs;
  double score = -1;
};

Level try_level(const std::vector<Fragment>& fragments, double growth, double step, const std::vector<Pair>& pairs,
                const GapOptions& options) {
  const std::size_t num_best = expected_partners(fragments.size(), pairs.size());
  Level level{.scraps = make_scraps(fragments, growth, step), .pairs = {}};
  level.scraps.wear = 0;
  const std::vector<ScoredPose> poses = best_poses(level.scraps, pairs, options);
  constexpr double kRarer = 0.02;  // per pixel of wear, which makes outlines rounder and more alike
  level.score = (1 - kRarer * growth) * sum_of_best(poses, num_best);
  level.pairs = best_pairs_of(poses, num_best);
  return level;
}

/// Every level that is nearly as good as the best at the wear of pieces worn evenly, and a gap for pieces worn
/// unevenly.
std::vector<Gap> gaps_to_try(std::vector<Level> levels) {
  std::stable_sort(levels.begin(), levels.end(), [](const Level& p, const Level& q) { return p.score > q.score; });
  constexpr double kNearly = 0.85;
  constexpr Gap kUneven = {.growth = 3, .wear = 6};
  std::vector<Gap> gaps;
  for (const Level& level : levels) {
    if (level.score >= kNearly * levels.front().score) gaps.push_back({level.scraps.growth, kUnevenWear});
  }
  gaps.push_back(kUneven);
  return gaps;
}

}  // namespace

double measured_growth(const Scraps& scraps, const std::vector<AlignedPair>& pairs) {
  Estimate by_outlines = growth_from_outlines(scraps, pairs);
  constexpr double kTouching = 0.05;  // pixels; pieces that have lost nothing are measured to that
  if (std::abs(by_outlines.growth) < kTouching) by_outlines.growth = 0;
  const std::optional<ColourGap> by_colours = growth_from_colours(scraps, pairs);
  if (by_outlines.error >= kUnknown) {
    constexpr double kSure = 2;  // deviations
    return by_colours && by_colours->growth > kSure * by_colours->error ? by_colours->growth : scraps.growth;
  }
  if (!by_colours || std::abs(by_colours->growth - scraps.growth) > 1.5) return by_outlines.growth;
  if (std::abs(by_colours->growth - by_outlines.growth) < by_colours->error) return by_outlines.growth;
  const double colour_weight = 1 / (by_colours->error * by_colours->error);
  const double weight = 1 / (by_outlines.error * by_outlines.error);
  return (colour_weight * by_colours->growth + weight * by_outlines.growth) / (colour_weight + weight);
}

bool outlines_tell_gap(const Scraps& scraps, const std::vector<AlignedPair>& pairs) {
  return growth_from_outlines(scraps, pairs).error < kUnknown;
}

std::vector<Gap> find_gaps(const std::vector<Fragment>& fragments, double step, const GapOptions& options) {
  const std::vector<Pair> pairs = sample_of_pairs(fragments, options.most_pairs);
  if (pairs.empty()) return {Gap{}};
  std::vector<Level> levels;
  for (const double growth : kLevels) {
    if (!levels.empty() && options.should_stop()) break;
    levels.push_back(try_level(fragments, growth, step, pairs, options));
  }
  const Level& best =
      *std::max_element(levels.begin(), levels.end(), [](const Level& p, const Level& q) { return p.score < q.score; });
  constexpr double kStraight = 0.75;  // as kUnknown, where most of the best pairs are wrong still
  const bool is_known = growth_from_outlines(best.scraps, best.pairs).error < kStraight;
  const Level& trusted = is_known ? best : levels.front();  // straight cuts fit at any gap: then pieces that touch
  Gap found{measured_growth(trusted.scraps, trusted.pairs), wear_of(best.scraps, best.pairs)};
  found.is_known = found.growth < kTouchingGrowth || (is_known && !is_cut_straight(best.scraps));
  const std::vector<Gap> others = gaps_to_try(levels);
  constexpr double kEven = 1;  // pieces worn evenly by 4 px show less
  const bool is_clear = found.wear < kEven || (found.wear < kUnevenWear && others.size() == 2);
  return is_clear ? std::vector<Gap>{found} : others;
}

}  // namespace solve_puzzle
