// SPDX-License-Identifier: Apache-2.0
// How sure an answer of torn pieces may be: where nobody can tell how far pieces lie from each other, neighbours may be
// right and their places wrong.
#pragma once

#include <memory>
#include <vector>

#include "solver/torn/attempt.h"
#include "solver/torn/layout.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Why no join may be called sure.
enum class TornDoubt {
  kNone,
  kUnevenWear,  ///< pieces have lost more here than there: they lie some pixels off
  kUnclearGap,  ///< another gap explains much too, or the joins do not tell it, or little is left of the pieces
};

/// What the gaps tell: where none explains much more than another one, straight pieces fit at any; of small pieces worn
/// by many pixels neither shape nor picture is left, and wrong joins look like right ones.
TornDoubt doubt_of_gap(const std::vector<std::unique_ptr<Attempt>>& attempts, const Attempt& best);

/// What an answer at rest tells: where outlines that are held together do not lie on each other, pieces have lost more
/// here than there.
TornDoubt doubt_of_fit(const Scraps& scraps, const Layout& layout);

/// Log-odds that no join may exceed: what was ever measured of the joins of such an answer.
double most_log_odds(const Scraps& scraps, TornDoubt doubt);

}  // namespace solve_puzzle
