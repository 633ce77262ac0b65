// SPDX-License-Identifier: Apache-2.0
// The truths that come with other people's torn puzzles: groundTruth.txt (JigsawNet) and truth.json (frescoes). Our own
// puzzle.json: io/assembly_json.h.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Reads groundTruth.txt: per fragment a line with its number and one with nine numbers, a 3 x 3 matrix that acts on
/// (row, col, 1). Number n is the piece whose id ends with n (fragment_0001 is 1). Pieces that the text leaves out are
/// not placed; several pieces make one group.
/// Throws: Error (without the file's name) that names the line: a number that no piece has or that comes twice, a
/// matrix that is missing, has other numbers than nine, or is no rotation and translation.
Assembly jigsawnet_truth(std::string_view text, const Puzzle& puzzle);

/// Reads truth.json: {"fragments": {"NAME.png": [row, col, degrees], ...}}, where the centre of a picture lies, and how
/// far it is turned clockwise on screen.
/// Throws: Error (without the file's name) that names the field: a file that is no piece, anything but three numbers.
Assembly fresco_truth(std::string_view text, const Puzzle& puzzle);

/// Tells whether read_folder_truth() finds a truth there.
bool has_folder_truth(const std::filesystem::path& folder);

/// Reads groundTruth.txt or truth.json of a folder of fragments. Throws: Error that names the file.
Assembly read_folder_truth(const std::filesystem::path& folder, const Puzzle& puzzle);

}  // namespace solve_puzzle
