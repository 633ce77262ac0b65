// SPDX-License-Identifier: Apache-2.0
// List files of the command bench: data sets, cuts and matchers in one JSON file, solved in all combinations. Reading
// only.
#pragma once

#include <string>
#include <vector>

#include "tools/requests.h"

namespace solve_puzzle {

/// Tells whether a DATASET is a list file, by its ending .json.
bool is_bench_list(const std::string& dataset);

/// Gives one request for every cut with every matcher of the list, in this order; all have its data sets, whose paths
/// are relative to the file. What the list does not say stays as in `base`.
///
///   { "datasets": ["photos"], "seeds": 3,
///     "cuts": [{"erode": 1}, {"kind": "torn", "pieces": 20}], "matchers": [{"matcher": "classical"}] }
///
/// Throws: UsageError that names the file, the key, what was found and what was expected.
std::vector<BenchRequest> read_bench_list(const std::string& path, const BenchRequest& base);

/// The same for a text; `path` is what errors call it. Throws: as above.
std::vector<BenchRequest> parse_bench_list(const std::string& text, const std::string& path, const BenchRequest& base);

}  // namespace solve_puzzle
