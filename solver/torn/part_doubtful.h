// SPDX-License-Identifier: Apache-2.0
// Takes joins back that would not be made again, now that all that speaks against them is known. Makes none.
#pragma once

#include "solver/torn/grow.h"
#include "solver/torn/layout.h"

namespace solve_puzzle {

/// Parts groups wherever two parts are held together by less evidence than a merge of them must bring, what speaks
/// against it taken off: by a single contact, or by several where that is much. Two pieces that were joined early may
/// have grown into two pictures whose borders lie along each other. Cost: O(contacts²) for every part.
void part_doubtful(Layout& layout, const GrowOptions& options);

}  // namespace solve_puzzle
