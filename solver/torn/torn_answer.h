// SPDX-License-Identifier: Apache-2.0
// Turns a finished layout of fragments into the answer people read: groups, poses, joins, suggestions.
#pragma once

#include <limits>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "solver/torn/layout.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

struct TornAnswerOptions {
  double scale = 1;  ///< fragments are this much smaller than the pictures
  double min_confidence = 0.97;
  double prior_log_odds = 0;  ///< of a candidate: the evidence of contacts does not contain it
  double most_log_odds = std::numeric_limits<double>::max();  ///< of any join or place
};

/// Pieces that are joined to no other stay out (but one, where nothing is joined), with their best candidates as
/// suggestions. Shapes: layout and scraps have one fragment per piece of `puzzle`.
Assembly torn_answer(const Puzzle& puzzle, const Scraps& scraps, const Layout& layout,
                     const std::vector<JoinCandidate>& joins, const TornAnswerOptions& options);

}  // namespace solve_puzzle
