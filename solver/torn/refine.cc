// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/refine.h"

#include <ceres/ceres.h>

#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "solver/torn/contact.h"
#include "solver/torn/gap.h"
#include "solver/torn/seam_shift.h"

namespace solve_puzzle {
namespace {

/// Angle, and where the fragment's centre lies in the group: turning moves little else.
using Parameters = std::array<double, 3>;

Parameters parameters_of(const Pose& pose, const cv::Point2d& centre) {
  const cv::Point2d at = pose * centre;
  return {pose.angle(), at.x, at.y};
}

Pose pose_of(const Parameters& p, const cv::Point2d& centre) {
  const Pose turned = make_pose(p[0], 0, 0);
  const cv::Point2d shift = cv::Point2d(p[1], p[2]) - turned.turn(centre);
  return {turned.cosine, turned.sine, shift.x, shift.y};
}

/// A point of b as a sees it.
struct PointSeen {
  cv::Point2d centre_a, centre_b;
  cv::Point2d point;   // frame of b
  cv::Point2d before;  // the same in the frame of a, when it was measured
  cv::Point2d axis;    // frame of a

  /// How far it has moved along the axis since.
  template <class T>
  T moved(const T* a, const T* b) const {
    using std::cos;
    using std::sin;
    const T xb = T(point.x - centre_b.x), yb = T(point.y - centre_b.y);
    const T gx = cos(b[0]) * xb - sin(b[0]) * yb + b[1] - a[1];
    const T gy = sin(b[0]) * xb + cos(b[0]) * yb + b[2] - a[2];
    const T xa = cos(a[0]) * gx + sin(a[0]) * gy + T(centre_a.x);
    const T ya = -sin(a[0]) * gx + cos(a[0]) * gy + T(centre_a.y);
    return T(axis.x) * (xa - T(before.x)) + T(axis.y) * (ya - T(before.y));
  }
};

/// Distance of a point of b from the outline of a, linear in where the point lies.
struct OutlineDistance {
  PointSeen seen;
  double distance;

  template <class T>
  bool operator()(const T* a, const T* b, const T* gap, T* residual) const {
    residual[0] = T(distance) + seen.moved(a, b) - gap[0];
    return true;
  }
};

/// What is left of the shift along a seam at which the picture goes on, in deviations.
struct PictureShift {
  PointSeen seen;
  SeamShift wanted;

  template <class T>
  bool operator()(const T* a, const T* b, T* residual) const {
    residual[0] = (seen.moved(a, b) - T(wanted.shift)) / wanted.error;
    return true;
  }
};

/// The gap that was found before has colours to speak for it, so that it moves little.
struct SameGap {
  double weight;
  template <class T>
  bool operator()(const T* gap, T* residual) const {
    residual[0] = weight * gap[0];
    return true;
  }
};

/// Straight seams of one colour leave a direction free: there, pieces stay where they are. Hardly more than that: held
/// faster, large groups bend back in steps too small to be seen (a pixel over twenty pieces, 0.3 in place of 0.05).
struct SamePlace {
  Parameters before;
  template <class T>
  bool operator()(const T* p, T* residual) const {
    constexpr double kWeight = 0.05;
    residual[0] = kWeight * 25.0 * (p[0] - T(before[0]));
    residual[1] = kWeight * (p[1] - T(before[1]));
    residual[2] = kWeight * (p[2] - T(before[2]));
    return true;
  }
};

class Adjustment {
 public:
  Adjustment(const Scraps& scraps, const std::vector<HeldPair>& pairs, const std::vector<Pose>& poses)
      : scraps_(scraps), pairs_(pairs) {
    for (const HeldPair& pair : pairs) {
      for (const int piece : {pair.a, pair.b}) {
        parameters_[piece] = parameters_of(poses[piece], scraps.fragments[piece].centre);
      }
    }
  }

  /// One round: measures all distances, then solves.
  void run(double reach) {
    ceres::Problem problem;
    for (const HeldPair& pair : pairs_) {
      add_points(problem, pair.a, pair.b, reach);
      add_points(problem, pair.b, pair.a, reach);
      add_shift(problem, pair.a, pair.b);
    }
    if (problem.NumResidualBlocks() == 0) return;
    const double weight = std::sqrt(problem.NumResidualBlocks());
    problem.AddResidualBlock(new ceres::AutoDiffCostFunction<SameGap, 1, 1>(new SameGap{weight}), nullptr, &gap_);
    for (auto& [piece, p] : parameters_) {
      problem.AddResidualBlock(new ceres::AutoDiffCostFunction<SamePlace, 3, 3>(new SamePlace{p}), nullptr, p.data());
    }
    problem.SetParameterBlockConstant(parameters_.begin()->second.data());
    ceres::Solver::Options options;
    options.linear_solver_type = ceres::SPARSE_NORMAL_CHOLESKY;
    options.max_num_iterations = 10;
    options.logging_type = ceres::SILENT;
    ceres::Solver::Summary summary;
    ceres::Solve(options, &problem, &summary);
  }

  Pose pose(int piece) const { return pose_of(parameters_.at(piece), scraps_.fragments[piece].centre); }
  void write(std::vector<Pose>& poses) const {
    for (const auto& [piece, p] : parameters_) poses[piece] = pose(piece);
  }

 private:
  void add_points(ceres::Problem& problem, int a, int b, double reach) {
    const double outlier = 0.6 + 0.4 * std::max(0.0, scraps_.wear - kUnevenWear);  // pixels
    const Pose a_from_b = inverse(pose(a)) * pose(b);
    for (const TouchingPoint& found : touching_points(scraps_, a, b, a_from_b, reach)) {
      auto* const distance = new OutlineDistance{seen(a, b, a_from_b, found.point, found.normal), found.distance};
      problem.AddResidualBlock(new ceres::AutoDiffCostFunction<OutlineDistance, 1, 3, 3, 1>(distance),
                               new ceres::CauchyLoss(outlier), parameters_[a].data(), parameters_[b].data(), &gap_);
    }
  }

  void add_shift(ceres::Problem& problem, int a, int b) {
    constexpr double kOutlier = 2;  // deviations
    const Pose a_from_b = inverse(pose(a)) * pose(b);
    const std::optional<SeamShift> shift = seam_shift(scraps_, a, b, a_from_b);
    if (!shift) return;
    auto* const residual = new PictureShift{seen(a, b, a_from_b, shift->middle, shift->direction), *shift};
    problem.AddResidualBlock(new ceres::AutoDiffCostFunction<PictureShift, 1, 3, 3>(residual),
                             new ceres::CauchyLoss(kOutlier), parameters_[a].data(), parameters_[b].data());
  }

  PointSeen seen(int a, int b, const Pose& a_from_b, const cv::Point2d& point, const cv::Point2d& axis) const {
    return {scraps_.fragments[a].centre, scraps_.fragments[b].centre, point, a_from_b * point, axis};
  }

  const Scraps& scraps_;
  const std::vector<HeldPair>& pairs_;
  std::map<int, Parameters> parameters_;
  double gap_ = 0;
};

}  // namespace

void refine_group(const Scraps& scraps, const std::vector<HeldPair>& pairs, std::vector<Pose>& poses) {
  if (pairs.empty()) return;
  Adjustment adjustment(scraps, pairs, poses);
  const double wear = touching_distance(scraps);
  for (const double reach : {1.5, 1.25, 1.0, 1.0}) adjustment.run(reach * wear);
  adjustment.write(poses);
}

}  // namespace solve_puzzle
