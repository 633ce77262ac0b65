// SPDX-License-Identifier: Apache-2.0
// solve --explain: one seam looked at and drawn, instead of solving.
#pragma once

#include "tools/requests.h"

namespace solve_puzzle {

/// Writes OUT/explain_A_B.png and prints the log-odds. Throws: Error when a piece is unknown (with the nearest names),
/// the two cannot face each other, or the matcher is the classical one.
int run_explain(const SolveRequest& request);

}  // namespace solve_puzzle
