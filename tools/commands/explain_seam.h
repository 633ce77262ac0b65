// SPDX-License-Identifier: Apache-2.0
// Lets a network look at one seam of a puzzle, told what the solver would tell it. No drawing.
#pragma once

#include "attention/seam_matcher.h"
#include "puzzles/puzzle.h"
#include "tools/commands/explain.h"
#include "tools/commands/piece_name.h"

namespace solve_puzzle {

/// Looks at all pairs of sides of two pieces that may face each other, or at the named ones, and gives the one with the
/// highest log-odds. Throws: Error when the pieces are the same or no such sides may face each other.
ExplainedSeam explain_seam(const Puzzle& puzzle, const SeamMatcher& matcher, const NamedPiece& a, const NamedPiece& b);

}  // namespace solve_puzzle
