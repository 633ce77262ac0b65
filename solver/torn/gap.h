// SPDX-License-Identifier: Apache-2.0
// How far apart the pieces of a puzzle lie when they touch: one unknown of the puzzle, found from the pieces.
#pragma once

#include <functional>
#include <vector>

#include "solver/torn/fragment.h"

namespace solve_puzzle {

struct GapOptions {
  int most_pairs = 250;  ///< a random sample of all pairs
  std::function<bool()> should_stop = [] { return false; };
};

/// The widest wear that is looked for, pixels at the working scale on either side.
inline constexpr double kMostGrowth = 8;

/// Gives half the gap: how far outlines must be grown so that true partners touch. Negative where masks overlap.
/// The coarse value is the one with the largest sum of best pair scores; what is left of the gap is then measured by
/// least squares over the best pairs, each with a pose of its own.
double find_growth(const std::vector<Fragment>& fragments, double step, const GapOptions& options);

}  // namespace solve_puzzle
