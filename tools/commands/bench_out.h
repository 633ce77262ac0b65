// SPDX-License-Identifier: Apache-2.0
// What a bench writes from its lines: summary.json and report.html. results.csv: results_file.h.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/commands/bench_settings.h"

namespace solve_puzzle {

/// Writes OUT/summary.json and gives what stands in it. `before`: see bench_summary().
nlohmann::ordered_json write_bench_summary(const std::filesystem::path& out, const std::vector<BenchLine>& lines,
                                           const std::vector<BenchSettings>& settings,
                                           const nlohmann::ordered_json& before, int num_failed);

/// Writes OUT/report.html: of these lines, the pictures of worst answers in the folders, and the pairs measured there.
void write_bench_report(const std::filesystem::path& out, const std::vector<BenchLine>& lines,
                        const std::vector<std::filesystem::path>& folders);

}  // namespace solve_puzzle
