// SPDX-License-Identifier: Apache-2.0
// The bench of matchers alone: how often the true neighbour comes first, how sure they are, what they cost. No
// assembly.
#pragma once

#include "tools/requests.h"

namespace solve_puzzle {

/// Measures the classical matcher and every weights file on all photos of the datasets, at every wear that is asked
/// for; writes pairs.csv, pairs-table.csv, pairs.json and pairs.png to the folder OUT, whole or not at all.
/// Throws: Error, as run_bench().
int run_bench_pairs(const BenchRequest& request);

}  // namespace solve_puzzle
