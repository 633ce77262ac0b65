// SPDX-License-Identifier: Apache-2.0
// How far apart the pieces of a puzzle lie when they touch: one unknown of the puzzle, found from the pieces.
#pragma once

#include <functional>
#include <vector>

#include "solver/torn/colour_gap.h"
#include "solver/torn/fragment.h"

namespace solve_puzzle {

struct GapOptions {
  int most_pairs = 250;  ///< a random sample of all pairs
  std::function<bool()> should_stop = [] { return false; };
};

/// The widest wear that is looked for, pixels at the working scale on either side.
inline constexpr double kMostGrowth = 8;

struct Gap {
  double growth = 0;     ///< half of it: how far outlines must grow so that partners touch; negative: they overlap
  double wear = 0;       ///< how uneven the outlines of partners lie on each other, see Scraps::wear
  bool is_known = true;  ///< false: straight outlines fit at any gap, and colours tell it to some pixels only
};

/// Pieces whose outlines lie on each other more unevenly than that are worn by different depths.
inline constexpr double kUnevenWear = 2;

/// Across a wider gap a network foretells less than shape and colours, and joins are wrong more often: kodak24, 8 px
/// worn, 69 % placed right with the network and 78 % without; 14 of 1,022 accepted joins wrong.
inline constexpr double kWideGrowth = 6;

/// Pieces that lie apart by less than twice that may as well touch.
inline constexpr double kTouchingGrowth = 0.5;

/// Gives the gaps that may be the puzzle's, at least one, the likeliest first. The coarse value is the one with the
/// largest sum of best pair scores at one tolerance; what is left of the gap is then measured by least squares over the
/// best pairs, each with a pose of its own. Where even the best pairs lie unevenly on each other, most of them are
/// wrong, and their sum tells little: then there are several gaps to try, the last of them for pieces that are worn
/// unevenly indeed.
std::vector<Gap> find_gaps(const std::vector<Fragment>& fragments, double step, const GapOptions& options);

/// Gives half the gap of pairs that are partners. Outlines are exact on rough tears, but masks that overlap have the
/// same outlines as masks that touch, only rounder: where colours say something else, both count by how much they err.
double measured_growth(const Scraps& scraps, const std::vector<AlignedPair>& pairs);

/// Whether outlines of these pairs hold each other at one gap only: few pairs, or straight ones, do not.
bool outlines_tell_gap(const Scraps& scraps, const std::vector<AlignedPair>& pairs);

}  // namespace solve_puzzle
