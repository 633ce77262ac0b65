// SPDX-License-Identifier: Apache-2.0
// The film of an assembly: pieces lie in disorder and fly to their places. How it is encoded: film.h.
#pragma once

#include <cstdint>
#include <filesystem>

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

constexpr std::size_t kMostAnimationBytes = 10'000'000;

/// Writes FILE.webp, .gif or .mp4: at most 15 seconds and 10 MB, for which size and frame rate are lowered as needed.
/// Pieces fly in the order in which the report shows them.
/// Throws: Error when nothing small enough can be made, or the file cannot be written.
/// Cost: some seconds; it draws and encodes up to 375 frames, again for every size that proves too large.
void write_animation(const std::filesystem::path& file, const Puzzle& puzzle, const Assembly& assembly,
                     std::uint64_t seed);

}  // namespace solve_puzzle
