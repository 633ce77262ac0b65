// SPDX-License-Identifier: Apache-2.0
// Which puzzles a bench solves. Nothing is read but the names in the folders.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tools/requests.h"

namespace solve_puzzle {

/// Either photos to cut, or a folder with puzzle.json and pieces.
struct PlannedPuzzle {
  std::string dataset;
  std::string image;       ///< of several photos in one bag, joined by +
  std::uint64_t seed = 0;  ///< of cutting, or of turning the pieces of a folder; 0: they stay as they are
  std::vector<std::filesystem::path> photos;
  std::filesystem::path folder;
};

/// Lists the puzzles of all datasets, in their order. Photos that are left over when bags are filled are not used.
/// Throws: Error when a dataset is missing or holds neither photos nor puzzles, or two datasets have one name;
/// UsageError when the pieces of photos shall be turned that are cut here.
std::vector<PlannedPuzzle> plan_bench(const BenchRequest& request);

}  // namespace solve_puzzle
