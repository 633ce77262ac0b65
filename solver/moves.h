// SPDX-License-Identifier: Apache-2.0
// Moves of the search: each frees a part of a layout and completes it again. A move may lower the score; the caller
// decides.
#pragma once

#include "puzzles/random.h"
#include "solver/frame.h"

namespace solve_puzzle {

/// Cuts the layout into blocks that hang together, keeps the large ones (sometimes shifted together), places the others
/// again and fills the rest.
Frame move_blocks(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random);

/// Makes one join that the candidates promise and the layout does not make; what is in the way yields.
Frame follow_join(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random);

/// Takes out a window and all badly supported pieces and fills them in again, with some chance.
Frame refill_region(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random);

/// Takes out badly supported, mutually non-adjacent pieces (and offers free ones) and puts them back at the best total
/// by linear assignment. Never scores less.
Frame reassign(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random);

}  // namespace solve_puzzle
