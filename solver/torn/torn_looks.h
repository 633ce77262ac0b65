// SPDX-License-Identifier: Apache-2.0
// Where a seam network looked along the joins of torn pieces. The joins themselves: solver/torn/seam_judge.h.
#pragma once

#include "attention/seam_network.h"
#include "puzzles/assembly.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

struct TornLookOptions {
  int depth = 6;                  ///< of the bands that the network reads
  double scale = 1;               ///< fragments are this much smaller than the pictures
  std::size_t most_joins = 2000;  ///< the doubtful ones first
};

/// Writes Match::attention and stretch of the joins that the answer makes: one weight per pixel of the windows along
/// the seam, clockwise along side a, together one; pixels of the fragments. Seams that are too short stay without.
/// Shapes: scraps have one fragment per piece of the answer. Cost: windows · the network's multiply-adds.
void add_torn_looks(const Scraps& scraps, const SeamNetwork& network, const TornLookOptions& options, Assembly& answer);

}  // namespace solve_puzzle
