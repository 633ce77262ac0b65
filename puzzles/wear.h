// SPDX-License-Identifier: Apache-2.0
// Damage that pieces take after they were cut, each by itself: what scanners, sun and time do. Cutting is in cut.h.
#pragma once

#include <cstdint>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Makes every piece brighter or darker by a factor of its own, and shifts each of its channels.
/// Units: `deviation` is relative (0.05: about 5 % and 5 % of 64 grey levels). Same seed: same result.
void drift_brightness(Puzzle& puzzle, double deviation, std::uint64_t seed);

}  // namespace solve_puzzle
