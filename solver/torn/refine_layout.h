// SPDX-License-Identifier: Apache-2.0
// Least squares over the joins of a layout, group by group. Which pieces hold each other is what the layout says.
#pragma once

#include <vector>

#include "solver/torn/gap.h"
#include "solver/torn/layout.h"
#include "solver/torn/refine.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// The pairs of a group that hold each other.
std::vector<HeldPair> held_pairs(const Layout& layout, int group);

/// All pairs of pieces that lie side by side and hold each other.
std::vector<AlignedPair> aligned_pairs(const Layout& layout);

/// Improves all poses with refine_group(), along all that touches, whether or not it speaks for a join: hundreds of
/// pieces bend where they are held by the seams alone that are beyond doubt. Contacts stay as they were judged.
void refine_layout(const Scraps& scraps, Layout& layout);

}  // namespace solve_puzzle
