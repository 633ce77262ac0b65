// SPDX-License-Identifier: Apache-2.0
// Weights on disk: where they are looked for, read and written. What is in them: attention/weights.h.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "attention/weights.h"

namespace solve_puzzle {

/// Gives the place of the weights called `name` (NAME.safetensors): the file `given` where that is not empty (--weights
/// FILE), else what the environment variable SOLVE_PUZZLE_WEIGHTS names (a file, or a folder with such a file), else
/// share/solve-puzzle/weights as seen from the program, else where that was to be installed.
/// Throws: Error that lists what was tried.
std::filesystem::path find_weights_file(const std::string& given, const std::string& name);

/// Gives the weights files (seam-*.safetensors) of the first of these places that has any, by name; none where nothing
/// is installed.
std::vector<std::filesystem::path> find_all_weights_files();

/// Throws: Error that names the file, as read_file() and parse_weights() do.
Weights read_weights_file(const std::filesystem::path& path);

/// Writes the file, replacing an older one at once.
/// Throws: Error, as weights_bytes() and write_file_atomically() do; an older file is then as it was.
void write_weights_file(const std::filesystem::path& path, const Weights& weights);

}  // namespace solve_puzzle
