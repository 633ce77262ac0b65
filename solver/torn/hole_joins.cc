// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/hole_joins.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "puzzles/parallel.h"
#include "solver/torn/contact.h"
#include "solver/torn/group_fragment.h"

namespace solve_puzzle {
namespace {

/// Where the centre of a piece may lie in a hole, in the frame of the group.
using Hole = std::vector<cv::Point2d>;

/// A group with holes.
struct Ground {
  int group = -1;  ///< of the layout
  GroupCanvas canvas;
  std::vector<Hole> holes;
};

/// A group with at least this many pieces may have holes.
constexpr std::size_t kLeastPieces = 3;

cv::Mat distance_to(const cv::Mat& mask) {
  cv::Mat distance;
  cv::distanceTransform(~mask, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return distance;
}

/// What a disc cannot reach from outside, less what is covered. The mask's border must be free for more than a disc.
cv::Mat holes_of(const cv::Mat& covered, double radius) {
  const cv::Mat reached = distance_to(covered) > radius;
  return (distance_to(reached) > radius) & ~covered;
}

std::vector<Hole> find_holes(const GroupCanvas& canvas, double growth, double diameter) {
  constexpr double kLeastDepth = 0.2, kMostArea = 2.0;  // of a usual piece
  const int border = static_cast<int>(std::ceil(diameter)) + 2;
  cv::Mat covered;
  cv::copyMakeBorder(canvas.distance < growth, covered, border, border, border, border, cv::BORDER_CONSTANT);
  const cv::Mat core = distance_to(~holes_of(covered, diameter)) > kLeastDepth * diameter;
  cv::Mat labels, boxes, centres;
  const int num_labels = cv::connectedComponentsWithStats(core, labels, boxes, centres, 8);
  const int step = std::max(1, static_cast<int>(diameter / 12));
  std::vector<Hole> holes;
  for (int label = 1; label < num_labels; ++label) {
    const int* const box = boxes.ptr<int>(label);
    if (box[cv::CC_STAT_AREA] > kMostArea * std::numbers::pi / 4 * diameter * diameter) continue;
    Hole& hole = holes.emplace_back();
    for (int y = box[cv::CC_STAT_TOP]; y < box[cv::CC_STAT_TOP] + box[cv::CC_STAT_HEIGHT]; y += step) {
      for (int x = box[cv::CC_STAT_LEFT]; x < box[cv::CC_STAT_LEFT] + box[cv::CC_STAT_WIDTH]; x += step) {
        if (labels.at<int>(y, x) != label) continue;
        hole.emplace_back(canvas.place.x + x - border, canvas.place.y + y - border);
      }
    }
  }
  return holes;
}

/// A piece in a hole.
struct Fit {
  double share = 0;  ///< of its outline that touches, less what lies on other pieces
  Pose group_from_piece;
};

/// Of the points of an outline, taken at a distance, the share that lies on the rim of the group. Points on other
/// pieces count twice against it; many of them at once, and the rest is not asked.
double touching_share(const GroupCanvas& canvas, double growth, double reach, const std::vector<cv::Point2d>& points,
                      const cv::Point2d& place) {
  const int most_covered = static_cast<int>(points.size()) / 8;
  int num_touching = 0, num_covered = 0;
  for (const cv::Point2d& point : points) {
    const int x = cvRound(place.x + point.x) - canvas.place.x, y = cvRound(place.y + point.y) - canvas.place.y;
    if (x < 0 || y < 0 || x >= canvas.distance.cols || y >= canvas.distance.rows) continue;
    const double apart = canvas.distance.at<float>(y, x) - growth;
    if (apart < -reach && ++num_covered > most_covered) return 0;
    num_touching += std::abs(apart) <= reach ? 1 : 0;
  }
  return (num_touching - 2.0 * num_covered) / static_cast<double>(points.size());
}

/// Of the fits those that are best in their surroundings.
std::vector<Fit> distinct(std::vector<Fit> fits, const cv::Point2d& centre, double diameter) {
  constexpr std::size_t kMost = 3;
  constexpr double kOtherPlace = 0.15, kOtherAngle = 0.35;  // usual diameters; radians
  std::stable_sort(fits.begin(), fits.end(), [](const Fit& p, const Fit& q) { return p.share > q.share; });
  std::vector<Fit> kept;
  for (const Fit& fit : fits) {
    if (kept.size() >= kMost) break;
    const bool is_known = std::any_of(kept.begin(), kept.end(), [&](const Fit& other) {
      const PoseDifference apart = difference(fit.group_from_piece, other.group_from_piece, centre);
      return apart.distance < kOtherPlace * diameter && apart.angle < kOtherAngle;
    });
    if (!is_known) kept.push_back(fit);
  }
  return kept;
}

std::vector<Fit> best_fits(const Scraps& scraps, int piece, const GroupCanvas& canvas, const Hole& hole,
                           double diameter) {
  constexpr int kNumAngles = 24, kNumPoints = 40;
  constexpr double kLeastShare = 0.35;
  const Fragment& fragment = scraps.fragments[static_cast<std::size_t>(piece)];
  const Outline& outline = scraps.outlines[static_cast<std::size_t>(piece)];
  const double reach = std::max(1.5, diameter / 12);
  std::vector<Fit> fits;
  for (int turn = 0; turn < kNumAngles; ++turn) {
    const Pose turned = make_pose(2 * std::numbers::pi * turn / kNumAngles, 0, 0);
    std::vector<cv::Point2d> points;
    for (int i = 0; i < kNumPoints && outline.size() > 0; ++i) {
      const cv::Point2d point = outline.points[static_cast<std::size_t>(i * outline.size() / kNumPoints)];
      points.push_back(turned.turn(point - fragment.centre));
    }
    for (const cv::Point2d& place : hole) {
      const double share = points.empty() ? 0 : touching_share(canvas, scraps.growth, reach, points, place);
      if (share < kLeastShare) continue;
      fits.push_back({share, turn_around(fragment.centre, turned.angle(), place - fragment.centre)});
    }
  }
  return distinct(std::move(fits), fragment.centre, diameter);
}

/// The joins with those neighbours that the piece touches most, once it lies where all of them want it.
std::vector<JoinCandidate> joins_of(const Scraps& scraps, const PairJudge& judge, const Layout& layout, int group,
                                    int piece, const Pose& group_from_piece) {
  constexpr std::size_t kMost = 3;
  constexpr int kSettleRounds = 6;
  const int moving = layout.group_of(piece);
  Pose pose = group_from_piece * inverse(layout.pose(piece));
  pose = judge.settle(layout.near_pairs(group, moving, pose), pose, kSettleRounds);
  std::vector<std::pair<double, JoinCandidate>> found;
  double evidence = 0;
  for (const PosedPair& pair : layout.near_pairs(group, moving, pose)) {
    const Pose a_from_b = inverse(pair.target_from_a) * pose * pair.moving_from_b;
    const JoinCandidate join =
        pair.a < pair.b ? JoinCandidate{pair.a, pair.b, a_from_b} : JoinCandidate{pair.b, pair.a, inverse(a_from_b)};
    const double length = touching_length(scraps, join.a, join.b, join.a_from_b);
    evidence += judge.judge(join.a, join.b, join.a_from_b).evidence;
    if (length > 0) found.emplace_back(length, join);
  }
  if (evidence <= 0) return {};
  std::stable_sort(found.begin(), found.end(), [](auto& p, auto& q) { return p.first > q.first; });
  if (found.size() > kMost) found.resize(kMost);
  std::vector<JoinCandidate> joins;
  for (const auto& each : found) joins.push_back(each.second);
  return joins;
}

/// All groups that may have holes.
std::vector<Ground> find_grounds(const Scraps& scraps, const Layout& layout, double diameter) {
  std::vector<Ground> grounds;
  for (const FragmentGroup& group : groups_of(layout)) {
    if (group.pieces.size() < kLeastPieces) continue;
    Ground ground{.group = layout.group_of(group.pieces.front()), .canvas = draw_group(scraps, group), .holes = {}};
    ground.holes = find_holes(ground.canvas, scraps.growth, diameter);
    if (!ground.holes.empty()) grounds.push_back(std::move(ground));
  }
  return grounds;
}

std::vector<int> pieces_alone(const Layout& layout) {
  std::vector<int> alone;
  for (int piece = 0; piece < layout.num_pieces(); ++piece) {
    if (layout.members(layout.group_of(piece)).size() == 1) alone.push_back(piece);
  }
  return alone;
}

}  // namespace

std::vector<JoinCandidate> joins_into_holes(const Scraps& scraps, const PairJudge& judge, const Layout& layout,
                                            const std::function<bool()>& should_stop) {
  const double diameter = scraps.diameter;
  const std::vector<Ground> grounds = find_grounds(scraps, layout, diameter);
  const std::vector<int> alone = pieces_alone(layout);
  std::vector<std::vector<JoinCandidate>> parts(alone.size());
  parallel_for(0, std::ssize(alone), [&](std::ptrdiff_t at) {
    const int piece = alone[static_cast<std::size_t>(at)];
    auto& part = parts[static_cast<std::size_t>(at)];
    for (const Ground& ground : grounds) {
      for (const Hole& hole : ground.holes) {
        if (should_stop()) return;
        for (const Fit& fit : best_fits(scraps, piece, ground.canvas, hole, diameter)) {
          const auto joins = joins_of(scraps, judge, layout, ground.group, piece, fit.group_from_piece);
          part.insert(part.end(), joins.begin(), joins.end());
        }
      }
    }
  });
  std::vector<JoinCandidate> joins;
  for (const auto& part : parts) joins.insert(joins.end(), part.begin(), part.end());
  return joins;
}

}  // namespace solve_puzzle
