// SPDX-License-Identifier: Apache-2.0
// Seams of which only a stretch is shared, made of whole ones: for measuring what attention along a seam is worth.
// No network.
#pragma once

#include <cstdint>
#include <vector>

#include "attention/training.h"

namespace solve_puzzle {

/// The pieces of a puzzle twice: side s as it is, and composed(s), of which only a stretch is the piece's own and the
/// rest is the band of another side. Every pair of the puzzle's lists is one of an own side and a composed one.
struct PartialSeams {
  TrainingSet set;                                 ///< composed sides have no target: nobody asks them
  std::vector<std::vector<std::uint8_t>> stretch;  ///< [num own sides][length]: 1 where composed(s) is its own,
                                                   ///< clockwise along s

  int num_own() const { return static_cast<int>(stretch.size()); }
  int composed(int side) const { return side + num_own(); }
};

/// Draws for every side a stretch of at least a third of it, most of them from a corner, as where three pieces meet.
/// What was known of the pairs beforehand came from whole sides, so it is replaced by the same for all. Same set and
/// seed: same seams.
PartialSeams partial_seams(const TrainingSet& whole, std::uint64_t seed);

/// Gives the part that two stretches share of what either covers; 1 when both are empty. Shapes: equal lengths.
double stretch_iou(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b);

}  // namespace solve_puzzle
