// SPDX-License-Identifier: Apache-2.0
// A truth from its file or folder, with the pieces beside it where there are some.
#pragma once

#include <filesystem>
#include <optional>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

struct Truth {
  Assembly assembly;
  std::optional<Puzzle> puzzle;  ///< absent: no folder `pieces` beside the truth
};

/// Reads puzzle.json, or that file in a folder; without it a folder of fragments with groundTruth.txt or truth.json, or
/// one of these files. Throws: Error that names the file.
Truth read_truth(const std::filesystem::path& path);

/// Gives the puzzle with its pieces in the order of the assembly's. Throws: Error when they are not the same pieces.
Puzzle in_order_of(const Assembly& assembly, const Puzzle& puzzle);

}  // namespace solve_puzzle
