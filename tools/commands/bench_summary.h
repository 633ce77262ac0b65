// SPDX-License-Identifier: Apache-2.0
// Means over the puzzles of a bench: summary.json and the table on standard output.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/commands/bench_settings.h"

namespace solve_puzzle {

/// Gives one object per dataset and setting. `settings`: those of today's run. What earlier runs with other settings
/// said of theirs is kept: `before` are the sets of their summaries.
nlohmann::ordered_json bench_summary(const std::vector<BenchLine>& lines, const std::vector<BenchSettings>& settings,
                                     const nlohmann::ordered_json& before);

/// Gives the sets of a folder's summary.json; none when there is no such file.
nlohmann::ordered_json summary_sets(const std::filesystem::path& folder);

/// Gives a table of the sets with these settings (their hashes).
std::string summary_table(const nlohmann::ordered_json& summary, const std::set<std::string>& settings);

}  // namespace solve_puzzle
