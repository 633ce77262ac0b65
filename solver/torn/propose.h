// SPDX-License-Identifier: Apache-2.0
// Where two outlines look alike: every window of one against every window of the other, and the motions that follow.
#pragma once

#include <vector>

#include "solver/torn/pose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// A motion that lays a stretch of outline b along a stretch of outline a.
struct Proposal {
  Pose a_from_b;
  cv::Point2d contact;  ///< middle of the stretch, in the frame of a
  double score = 0;     ///< natural-log units
};

struct ProposeOptions {
  int most = 16;               ///< proposals kept per pair
  double colour_weight = 0.3;  ///< against shape
};

/// What windows of one outline need, for all partners at once.
class Windows {
 public:
  /// Outline must outlive it.
  Windows(const Fragment& fragment, const Outline& outline);

  const Outline& outline() const { return *outline_; }
  int size() const { return outline_->size(); }

  static constexpr int kNumSizes = 3;
  /// Samples on either side of the middle.
  static constexpr int kReach[kNumSizes] = {6, 12, 20};

  struct OfSize {
    std::vector<float> mean_x, mean_y;  ///< of the window's points, relative to the centre of the fragment
    std::vector<float> energy;          ///< sum of squared distances from the mean
    std::vector<float> straightness;    ///< sum of squared distances from the best straight line
  };
  std::vector<float> x, y;  ///< points relative to the centre of the fragment
  cv::Point2d centre;
  OfSize sizes[kNumSizes];

 private:
  const Outline* outline_;
};

/// Gives the best motions of the pair, best first, none twice.
/// The residual of the best rotation between two windows of n points is (|a|² + |b|² − 2|Σ conj(a) b|) / n, where
/// points are complex numbers relative to the windows' means; the products run along the diagonals of one table. Cost:
/// O(points of a × points of b). Source: orthogonal Procrustes in the plane.
std::vector<Proposal> propose(const Windows& a, const Windows& b, const Scraps& scraps, const ProposeOptions& options);

}  // namespace solve_puzzle
