// SPDX-License-Identifier: Apache-2.0
// The folder OUT of `solve`: assembly.json and the pictures of its groups. run.log: io/run_log.h.
#pragma once

#include <filesystem>

#include "io/assembly_json.h"
#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Writes OUT/reconstruction.png (the largest group), OUT/group_001.png ... (the other groups of at least two pieces,
/// numbered as in the assembly) and OUT/assembly.json: all are written whole under hidden names, then take their names
/// together. Pictures of groups that an earlier run left and this one does not have are removed. OUT is made where it
/// is missing; other files in it stay.
/// Throws: Error that names the file and the reason, such as a full disk; an older result is then as it was.
void write_result(const std::filesystem::path& out, const Puzzle& puzzle, const Assembly& assembly,
                  const AssemblyInfo& info);

/// Makes OUT and checks that files can be written there, so that a long run does not fail at its end.
/// Throws: Error that names the folder and the reason.
void check_writable(const std::filesystem::path& out);

}  // namespace solve_puzzle
