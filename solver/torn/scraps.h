// SPDX-License-Identifier: Apache-2.0
// All fragments of a puzzle with their outlines at one gap, and what colours along them are worth. No pairs.
#pragma once

#include <array>
#include <vector>

#include "puzzles/puzzle.h"
#include "solver/torn/fragment.h"
#include "solver/torn/outline.h"

namespace solve_puzzle {

/// How much two colours seen on both sides of a seam speak for one picture going on there. Learnt from the puzzle
/// itself: neighbours along one outline against points of different fragments.
/// Source: the recipe of naive Bayes with histograms; Differs: the "same" class is taken along the outline.
struct ColourModel {
  static constexpr int kNumBins = 16;
  std::array<float, kNumBins - 1> limits = {};  ///< of the colour difference
  std::array<float, kNumBins> log_ratios = {};  ///< log likelihood ratio per bin
  double typical_same = 1;                      ///< median difference of neighbours, Lab units
  double typical_other = 1;                     ///< root mean square difference of strangers, Lab units

  float log_ratio(float colour_difference) const;
};

struct Scraps {
  std::vector<Fragment> fragments;
  std::vector<Outline> outlines;  ///< outlines[i] of fragments[i]
  ColourModel colours;
  double growth = 0;          ///< half the gap between pieces, pixels
  bool gap_is_known = true;   ///< see Gap::is_known
  double wear = 0;            ///< the growth whose roughness true partners are allowed, pixels
  double step = 2;            ///< wanted distance of outline points
  double diameter = 0;        ///< usual_diameter() of the fragments
  double straight_share = 0;  ///< of all outlines, what lies on long straight stretches; cut with scissors, half

  int size() const { return static_cast<int>(fragments.size()); }
};

/// Root mean square over the Lab channels at both depths.
float colour_difference(const std::array<float, kOutlineColours>& a, const std::array<float, kOutlineColours>& b);

std::vector<Fragment> make_fragments(const Puzzle& puzzle, const FragmentOptions& options);

/// Half of the fragments that show something are at most that large. Units: pixels; 0 when there is none.
double usual_diameter(const std::vector<Fragment>& fragments);

/// Gives a distance of outline points at which fragments of usual size have some two hundred.
double outline_step(const std::vector<Fragment>& fragments);

/// Traces all outlines at one growth. `fragments` are shared, not copied (cv::Mat).
Scraps make_scraps(const std::vector<Fragment>& fragments, double growth, double step);

/// Whether pieces were cut straight, as with scissors, which leaves half of all outlines straight: shape says nothing
/// then.
bool is_cut_straight(const Scraps& scraps);

/// The same pieces under another gap; what is known of their wear stays.
Scraps at_growth(const Scraps& scraps, double growth);

}  // namespace solve_puzzle
