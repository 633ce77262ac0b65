// SPDX-License-Identifier: Apache-2.0
// What two fragments show where they touch under a supposed pose, and the alignment that makes them touch best.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "solver/torn/pair_judge.h"
#include "solver/torn/pose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// All lengths along the outlines, mean of both directions. Units: pixels, and natural-log units for `colour`.
struct Contact {
  double length = 0;       ///< of outline that touches
  double shape = 0;        ///< touching length that has shape, weighed by how well it fits; negative when it does not
  double colour = 0;       ///< log likelihood ratios along the touching length, per pixel of it
  double penetration = 0;  ///< square pixels by which one lies in the other
  double facing = 0;       ///< length of outline that faces the other nearby but does not touch
  double roughness = 0;    ///< touching length, weighed by how much shape could tell
  double plain = 0;        ///< touching length where shape tells nothing: straight to a small part of a pixel
  double bend = 0;         ///< touching length, times the lesser second moment of its normals; 0 for a straight line

  bool touches() const { return length > 0 || penetration > 0; }
};

/// Judges a pose from both sides.
/// Cost: O(points of both).
Contact judge_contact(const Scraps& scraps, int a, int b, const Pose& a_from_b);

/// Gives the stretches of outline a (half-open, pixels of arc length) that touch b.
std::vector<std::pair<int, int>> touching_stretches(const Scraps& scraps, int a, int b, const Pose& a_from_b);

/// The length of all of them together, pixels.
double touching_length(const Scraps& scraps, int a, int b, const Pose& a_from_b);

/// Two points that touch, and the direction in which their distance counts.
struct TouchingPoint {
  cv::Point2d point;    ///< of outline b, in the frame of b
  cv::Point2d normal;   ///< of outline a, outwards, in the frame of a
  double distance = 0;  ///< from outline a; positive outside of it
};
std::vector<TouchingPoint> touching_points(const Scraps& scraps, int a, int b, const Pose& a_from_b, double reach);

/// Moves b until its outline lies on that of a where they face each other (point-to-line, with a shrinking reach).
/// Gives nothing when too little faces.
/// Source: Chen, Medioni, "Object modelling by registration of multiple range images", 1992.
std::optional<Pose> align(const Scraps& scraps, int a, int b, const Pose& a_from_b);

/// The same for two groups: improves the motion so that all pairs fit best together. The motion stays as it is when too
/// little faces.
Pose align_groups(const Scraps& scraps, const std::vector<PosedPair>& pairs, const Pose& target_from_moving,
                  int num_rounds);

/// A seam is straight when normals along it vary no more than this (the smaller of their two second moments against the
/// larger); rough tears have 0.2 and more.
inline constexpr double kStraightSeam = 0.06;

/// The direction of the seam, in the frame of a. Gives nothing where normals vary more than `most` says: there the
/// shape holds b.
std::optional<cv::Point2d> seam_direction(const Scraps& scraps, int a, int b, const Pose& a_from_b,
                                          double most = kStraightSeam);

/// How far from each other outlines may lie and still touch: wear leaves them rougher.
double touching_distance(const Scraps& scraps);

}  // namespace solve_puzzle
