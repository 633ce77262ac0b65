// SPDX-License-Identifier: Apache-2.0
// The lines of a bench of pairs as files and as a table for people. Drawing: pairs_chart.h.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/commands/pairs_line.h"
#include "tools/commands/pairs_row.h"
#include "tools/requests.h"

namespace solve_puzzle {

/// Writes pairs.csv (a line per file of weights), pairs-table.csv (a row per architecture), pairs.json (both with
/// options, program and processor) and pairs.png.
/// Throws: Error that names the file.
void write_pairs_report(const std::filesystem::path& folder, const std::vector<PairsLine>& lines,
                        const BenchRequest& request);

/// Gives the lines of a folder's pairs.csv; none when there is no such file. Throws: Error that names file and line.
std::vector<PairsLine> read_pairs_lines(const std::filesystem::path& folder);

/// Gives the rows as text; what several files measured with its deviation, such as 96.35±0.08.
std::string pairs_table(const std::vector<PairsRow>& rows);

}  // namespace solve_puzzle
