// SPDX-License-Identifier: Apache-2.0
// OUT/report.html beside the answer.
#pragma once

#include <filesystem>
#include <optional>

#include "io/assembly_json.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Writes OUT/report.html, replacing an older one at once. Throws: Error that names the file.
void write_report(const std::filesystem::path& out, const Puzzle& puzzle, const AssemblyFile& file);

/// Reads the pictures that an answer in `out` was made from: those of `pieces`, or, when it is empty, of where the
/// answer says it read them. Throws: Error when they are gone, or are not the pieces of the answer.
Puzzle read_pieces_of(const std::filesystem::path& out, const AssemblyFile& file,
                      const std::vector<std::filesystem::path>& pieces = {});

/// Gives the answer in `out` when there is one to this very puzzle; nothing when it cannot be read or is of another.
std::optional<Assembly> earlier_answer(const std::filesystem::path& out, const Puzzle& puzzle);

}  // namespace solve_puzzle
