// SPDX-License-Identifier: Apache-2.0
// How far a piece has to slide along a seam so that the picture goes on, to a fraction of a pixel. Across the seam the
// outlines hold it: solver/torn/contact.h.
#pragma once

#include <optional>

#include "solver/torn/pose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

struct SeamShift {
  cv::Point2d direction;  ///< of the seam, length 1, in the frame of a
  cv::Point2d middle;     ///< of the seam, in the frame of b
  double shift = 0;       ///< of b along `direction`, pixels
  double error = 0;       ///< its deviation, pixels
};

/// Compares the colours at both edges, as those below them foretell them, at shifts of some pixels. Gives nothing where
/// little touches, or no shift is best: the colours do not change along the seam, or the best shift is one of the
/// farthest. Where they change little the error is large.
/// Source: least-squares matching of profiles (Lucas, Kanade 1981), by trying all shifts; the deviation from the
/// curvature at the least sum.
std::optional<SeamShift> seam_shift(const Scraps& scraps, int a, int b, const Pose& a_from_b);

}  // namespace solve_puzzle
