// SPDX-License-Identifier: Apache-2.0
// The gap between pieces as colours tell it. From outlines: solver/torn/gap.h.
#pragma once

#include <optional>
#include <vector>

#include "solver/torn/pose.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Two fragments that are thought to be partners.
struct AlignedPair {
  int a = -1;
  int b = -1;
  Pose a_from_b;
};

struct ColourGap {
  double growth = 0;  ///< half the gap, pixels
  double error = 0;   ///< its deviation, as measured on torn pictures of known gap
};

/// Gives half the gap. Colours differ the more, the further apart two points of a picture lie; how fast is measured
/// inside the pieces, along the normals of their outlines. So the difference across the seams says how wide they are.
/// Nothing when there are too few points, or they differ more than any two points inside of a piece.
/// Source: the variogram of geostatistics (Matheron 1963).
std::optional<ColourGap> growth_from_colours(const Scraps& scraps, const std::vector<AlignedPair>& pairs);

}  // namespace solve_puzzle
