// SPDX-License-Identifier: Apache-2.0
// Means over the puzzles of a bench: summary.json and the table on standard output.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/commands/bench_settings.h"

namespace solve_puzzle {

/// Gives one object per dataset and setting. What earlier runs with other settings said of theirs is kept: `before` is
/// their summary, or null.
nlohmann::ordered_json bench_summary(const std::vector<BenchLine>& lines, const BenchSettings& settings,
                                     const nlohmann::ordered_json& before);

/// Gives a table of the sets with these settings.
std::string summary_table(const nlohmann::ordered_json& summary, const std::string& settings_hash);

}  // namespace solve_puzzle
