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

/// Whether the gap is known: pieces are worn evenly, one explains more than all others, and something is left of the
/// pieces. Straight pieces fit at any gap; of small ones worn by many pixels neither shape nor picture is left, and
/// wrong joins look like right ones.
bool is_gap_clear(const std::vector<std::unique_ptr<Attempt>>& attempts, const Attempt& best);

/// Whether pieces lie as those do that were worn evenly, and the joins tell by how much. Where outlines that are held
/// together do not lie on each other, pieces have lost more here than there, and lie nearer to each other than they
/// did.
bool is_close_fit(const Scraps& scraps, const Layout& layout);

/// Whether anything can tell true partners from others: shape, or a network that looks at the picture. Of straight cuts
/// judged by colours alone, one accepted join in five was wrong (kodak24, nine puzzles of 36 pieces).
bool is_told_apart(const Scraps& scraps, bool has_network);

/// Log-odds that no join may exceed: what was ever measured of the joins of such an answer.
double most_log_odds(const Scraps& scraps, bool is_sure);

}  // namespace solve_puzzle
