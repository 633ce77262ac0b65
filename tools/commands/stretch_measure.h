// SPDX-License-Identifier: Apache-2.0
// How well a network finds the stretch that two sides share. Making such sides: partial_seams.h.
#pragma once

#include <vector>

#include "attention/seam_matcher.h"
#include "tools/commands/partial_seams.h"

namespace solve_puzzle {

/// Looks at every true pair and gives the intersection over union of the most likely stretch and the true one; nothing
/// for a network that gives no stretch. In parallel.
std::vector<double> stretch_ious(const SeamMatcher& matcher, const PartialSeams& seams);

}  // namespace solve_puzzle
