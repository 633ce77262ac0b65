// SPDX-License-Identifier: Apache-2.0
// Pictures of one fragment each into pieces with masks. Reading the files, and square pieces: io/read_puzzle.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/background_option.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Finds the fragment of every picture: `pieces` come with the mask of their alpha channel, or none where they are
/// opaque, and leave with the mask of their fragment, always. Pictures without a fragment are left out. Adds to
/// `warnings` which those are, and masks that look wrong.
/// Throws: Error when the background is not plain, the colour given does not occur, a mask is missing or has another
/// size than its picture, or no picture shows a fragment.
std::vector<Piece> find_fragments(std::vector<Piece> pieces, const BackgroundOption& option, std::int64_t max_pixels,
                                  std::vector<std::string>& warnings);

}  // namespace solve_puzzle
