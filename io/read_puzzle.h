// SPDX-License-Identifier: Apache-2.0
// Folders and lists of piece pictures into a puzzle. One picture alone: io/read_picture.h.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/read_picture.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

struct ReadOptions {
  std::string kind = "auto";                    ///< auto, square or torn, as in SolveOptions
  std::string rotation = "none";                ///< none, quarter or free, as in SolveOptions
  std::int64_t max_pixels = kMaxPicturePixels;  ///< of one picture
};

/// Gives the files that read_puzzle() reads. A folder stands for the pictures in it (by their ending, in natural order
/// of names, no hidden files, no folders below) or, when it has none, for those of its folder `pieces`. A file stands
/// for itself.
/// Throws: Error when a path is missing, a folder cannot be listed or holds no picture, or nothing is given.
std::vector<std::filesystem::path> list_pictures(const std::vector<std::filesystem::path>& inputs);

/// Reads all pieces, in parallel. If one has 16 bits, all get 16 bits. Ids are file names without ending, made unique.
/// Throws: Error that names the files that cannot be read, are partly transparent, or differ in size from the others.
Puzzle read_puzzle(const std::vector<std::filesystem::path>& inputs, const ReadOptions& options = {});

}  // namespace solve_puzzle
