// SPDX-License-Identifier: Apache-2.0
// What has to be compared again after a person's corrections: little, where an earlier answer says the rest.
#pragma once

#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"
#include "solver/best_pairs.h"
#include "solver/compatibility.h"
#include "solver/frame.h"
#include "solver/pin_rules.h"

namespace solve_puzzle {

/// Which pairs of sides are looked at. Sides are numbered piece * 4 + Side.
struct LocalPairs {
  std::vector<std::vector<int>> known;  ///< per side: partners that the earlier answer names, neighbours and rivals
  std::vector<int> loose;               ///< pieces that may go anywhere: their sides are compared with all
};

/// Gives the loose pieces, and those that the earlier answer names as rivals where a join must not be: one of these may
/// belong there.
std::vector<int> with_rivals(const Puzzle& puzzle, const Assembly& earlier, const PinRules& rules,
                             std::vector<int> loose);

/// Gives the pairs that an earlier answer to `puzzle` names, and those that face each other in its layout.
LocalPairs pairs_of_answer(const Puzzle& puzzle, const Assembly& earlier, const Frame& layout, std::vector<int> loose);

/// Gives the best of these partners of every side, by exact value.
/// Cost: loose pieces × sides × length.
BestPairs best_local_pairs(const Sides& sides, Rotation rotation, const Compatibility& compatibility,
                           int num_candidates, const LocalPairs& pairs);

/// Gives every join that the earlier answer made, too, what it said of it: joins that were not looked at again are as
/// sure as before. Shapes: `answer` has the pieces of `puzzle` in its order, `earlier` in any.
void keep_known_odds(const Puzzle& puzzle, const Assembly& earlier, double min_confidence, Assembly& answer);

}  // namespace solve_puzzle
