// SPDX-License-Identifier: Apache-2.0
// What proposing should find, straight from the definition of its scores: every window by itself, in double precision.
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>

#include "solver/torn/propose.h"

namespace solve_puzzle {

/// Gives the score of two windows straight from its definition.
inline double window_score_by_brute_force(const Windows& a, const Windows& b, const Scraps& scraps, int size, int i,
                                          int j) {
  const int reach = Windows::kReach[size];
  const double n = 2 * reach + 1;
  const Windows::OfSize& wa = a.sizes[size];
  const Windows::OfSize& wb = b.sizes[size];
  std::complex<double> turn = 0;
  double colour = 0;
  for (int k = -reach; k <= reach; ++k) {
    const int p = a.outline().wrap(i + k), q = b.outline().wrap(j - k);
    turn += std::complex<double>(a.x[p] - wa.mean_x[i], a.y[p] - wa.mean_y[i]) *
            std::conj(std::complex<double>(b.x[q] - wb.mean_x[j], b.y[q] - wb.mean_y[j]));
    for (int c = 0; c < kOutlineColours; ++c) {
      const double difference = a.outline().colours[p][c] - b.outline().colours[q][c];
      colour += difference * difference / kOutlineColours;
    }
  }
  const double shape_noise = 2 * std::pow(0.4 + 0.1 * scraps.wear, 2);
  const double colour_noise = 2 * std::pow(scraps.colours.typical_same, 2);
  const double bent = (wa.straightness[i] + wb.straightness[j]) / n;
  const double residual = std::max(0.0, (wa.energy[i] + wb.energy[j] - 2 * std::abs(turn)) / n);
  const double shape = std::log((bent + shape_noise) / (residual + shape_noise));
  const double likeness =
      std::log((std::pow(scraps.colours.typical_other, 2) + colour_noise) / (colour / n + colour_noise));
  return n * (shape + ProposeOptions().colour_weight * likeness);
}

/// Gives the best score of all windows of all sizes.
inline double best_score_by_brute_force(const Windows& a, const Windows& b, const Scraps& scraps) {
  double best = 0;
  for (int size = 0; size < Windows::kNumSizes; ++size) {
    for (int i = 0; i < a.size(); ++i) {
      for (int j = 0; j < b.size(); ++j) {
        best = std::max(best, window_score_by_brute_force(a, b, scraps, size, i, j));
      }
    }
  }
  return best;
}

}  // namespace solve_puzzle
