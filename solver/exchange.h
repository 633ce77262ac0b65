// SPDX-License-Identifier: Apache-2.0
// Exchanges single pieces of a layout as long as that helps: the search after small corrections. Cost does not grow
// with the layout.
#pragma once

#include <vector>

#include "solver/frame.h"
#include "solver/pin_rules.h"

namespace solve_puzzle {

/// Exchanges pairs of these pieces, and turns them, as long as fewer joins are made that must not be, or the score
/// rises; pieces of blocks stay. Cost: pieces² per pass.
Frame with_best_exchanges(Frame frame, const AssemblyScores& scores, const PinRules& pins,
                          const std::vector<int>& pieces, int turn_step);

}  // namespace solve_puzzle
