// SPDX-License-Identifier: Apache-2.0
// A torn puzzle as JigsawNet's programs read it. Reading: io/read_puzzle.h and io/folder_truth.h.
#pragma once

#include <filesystem>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Writes DIR/fragment_0001.png ... (fragments on a plain colour that none of them shows), DIR/bg_color.txt,
/// DIR/fragmentList.txt, and DIR/groundTruth.txt with the pieces of the largest group: their format knows no other.
/// Fragments of an earlier puzzle are replaced; masks lose nothing, 16 bits become 8.
/// Throws: Error that names the file and the reason, or when the pieces have no masks.
void write_jigsawnet(const std::filesystem::path& folder, const Puzzle& puzzle, const Assembly& truth);

}  // namespace solve_puzzle
