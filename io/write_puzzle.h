// SPDX-License-Identifier: Apache-2.0
// The folder DIR of `cut`: DIR/pieces/*.png and DIR/puzzle.json, the truth.
#pragma once

#include <filesystem>

#include "io/assembly_json.h"
#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Writes every piece as DIR/pieces/ID.png (with its mask as alpha, where it has one), in parallel, and the truth as
/// DIR/puzzle.json; info.is_truth is set for it. The pieces of an earlier cut (a folder `pieces` of PNG files, with a
/// puzzle.json beside it) are replaced, all at once; other files in DIR stay. Throws: Error that names the file and the
/// reason, also when DIR/pieces holds anything else, or an id is no file name.
void write_puzzle(const std::filesystem::path& folder, const Puzzle& puzzle, const Assembly& truth, AssemblyInfo info);

/// Writes every piece as FOLDER/ID.png, as write_puzzle() does, over older files of these names; others stay.
/// Throws: Error that names the file and the reason.
void write_piece_pictures(const std::filesystem::path& folder, const Puzzle& puzzle);

}  // namespace solve_puzzle
