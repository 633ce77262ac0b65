// SPDX-License-Identifier: Apache-2.0
// Draws what one step of training looks at: sides to ask and the candidates they are shown. No torch.
#pragma once

#include "attention/training.h"

namespace solve_puzzle {

/// Draws the queries of one step. Candidates are the best of the solver's own list, some of its others, and one side
/// that is on no list. Same sets, options and seed: same batch.
TrainingBatch draw_batch(std::vector<std::shared_ptr<const TrainingSet>> sets, const TrainingOptions& options,
                         std::uint64_t seed);

/// Gives all queries of a set with all their candidates, for judging a network.
TrainingBatch whole_lists(std::shared_ptr<const TrainingSet> set, int first_side, int last_side);

}  // namespace solve_puzzle
