// SPDX-License-Identifier: Apache-2.0
// Assemblies and truths as JSON: the formats solve-puzzle.assembly and solve-puzzle.truth. No pictures.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "puzzles/assembly.h"

namespace solve_puzzle {

/// What stands in the file beside the assembly.
struct AssemblyInfo {
  bool is_truth = false;       ///< format solve-puzzle.truth instead of solve-puzzle.assembly
  std::string options = "{}";  ///< JSON object, as text
  std::string version_of_program;
  std::string puzzle = {};               ///< fingerprint of the pieces; empty: not known
  std::vector<std::string> inputs = {};  ///< where the pictures of the pieces were read; UTF-8
};

struct AssemblyFile {
  Assembly assembly;
  AssemblyInfo info;
};

/// Gives the text of the file: one line per piece and match, numbers in the shortest form that reads back the same.
/// Cost: linear; 25,350 pieces in a fraction of a second.
/// Throws: Error when a number is not finite, or info.options is not a JSON object.
std::string assembly_to_json(const Assembly& assembly, const AssemblyInfo& info);

/// Reads what assembly_to_json() wrote, or others wrote in the same form. Unknown fields are ignored. A truth may leave
/// out canvas, matches, groups, score, seconds, options and version_of_program; its groups are then made from its
/// pieces.
/// Throws: Error (without the file's name) that names the field, what was found and what was expected.
AssemblyFile assembly_from_json(std::string_view text);

/// Writes the file, replacing an older one at once. Throws: Error that names the file.
void write_assembly(const std::filesystem::path& path, const Assembly& assembly, const AssemblyInfo& info);

/// Throws: Error that names the file.
AssemblyFile read_assembly(const std::filesystem::path& path);

}  // namespace solve_puzzle
