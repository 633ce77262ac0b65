// SPDX-License-Identifier: Apache-2.0
// Poses of whole groups by least squares over all joins at once. No search.
#pragma once

#include <vector>

#include "solver/torn/pose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Two pieces that hold each other.
struct HeldPair {
  int a = -1;
  int b = -1;
};

/// Improves the poses (group_from_piece, one per fragment) of one group, so that the outlines of all held pairs lie on
/// each other. What is left of the gap between them is one more unknown; far points count little (Cauchy).
/// Source: Triggs et al., "Bundle adjustment", 2000, with point-to-line distances.
void refine_group(const Scraps& scraps, const std::vector<HeldPair>& pairs, std::vector<Pose>& poses);

}  // namespace solve_puzzle
