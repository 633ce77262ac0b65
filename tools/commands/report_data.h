// SPDX-License-Identifier: Apache-2.0
// What the report page knows, as JSON: numbers in parallel lists, so that 25,000 pieces stay small. No pictures.
#pragma once

#include <nlohmann/json.hpp>

#include "io/assembly_json.h"
#include "puzzles/puzzle.h"
#include "tools/commands/report_sheet.h"

namespace solve_puzzle {

/// Gives the object that tools/report/src/data.js reads; the fields are described there.
nlohmann::ordered_json report_data(const Puzzle& puzzle, const AssemblyFile& file, const SheetLayout& layout);

/// Gives JSON as text that may stand inside of a script element: no < is left in it, nor a line break that old
/// JavaScript trips over. Bytes that are not UTF-8 are replaced.
std::string script_text(const nlohmann::ordered_json& json);

}  // namespace solve_puzzle
