// SPDX-License-Identifier: Apache-2.0
// How a sheet is torn: the lines that tears take. What becomes of the pixels: puzzles/cut_torn.h.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>

#include "puzzles/label_field.h"

namespace solve_puzzle {

struct TearOptions {
  int num_pieces = 36;
  std::string tear = "rough";  ///< rough, smooth or straight
  std::uint64_t seed = 1;
};

/// Tears a sheet in two, then every part again, across its longer axis; now and then both halves lie on each other and
/// are torn together, so that tears end on tears (three parts meet) and cross them (four meet). Every part is one
/// component. Rough tears wander at all scales from the part's size down to two pixels; smooth ones at the large scales
/// alone; straight ones are cuts of scissors.
/// The same on every compiler and with any number of threads.
/// Throws: Error when there are fewer than 16 pixels a piece, or the kind of tear is none of these.
/// Cost: O(pixels · log(pieces)).
LabelField tear_apart(cv::Size picture, const TearOptions& options);

}  // namespace solve_puzzle
