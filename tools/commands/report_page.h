// SPDX-License-Identifier: Apache-2.0
// The page report.html as one text: the template of tools/report filled with data and picture. No files.
#pragma once

#include <string>

#include "io/assembly_json.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

struct PageOptions {
  /// Where the page asks for a new solution, such as "/1f2e/"; empty: the page talks to nobody.
  std::string server;
  std::size_t max_picture_bytes = std::size_t{15} << 20U;
};

/// Gives the whole page: it needs no other file and no network. Names of pieces stand in it as text, whatever they are.
/// Cost: drawing and packing the picture; about 10 s of one core for 25,000 pieces of 28 pixels.
/// Throws: Error when puzzle and assembly differ in the number of pieces.
std::string report_page(const Puzzle& puzzle, const AssemblyFile& file, const PageOptions& options = {});

}  // namespace solve_puzzle
