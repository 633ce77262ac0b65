// SPDX-License-Identifier: Apache-2.0
// Where the network looked along the joins of an answer, for the report.
#pragma once

#include "attention/seam_matcher.h"
#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Adds attention and stretch to the matches of a square answer: to all of a small puzzle, to the doubtful ones of a
/// larger one, to none of a puzzle so large that the looks would cost as much as solving it, and none of a network that
/// takes the mean: it looks everywhere alike. Cost: a millisecond or two for each of at most 2,000 joins.
void add_looks(const Puzzle& puzzle, const SeamMatcher& matcher, Assembly& answer);

}  // namespace solve_puzzle
