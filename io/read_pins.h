// SPDX-License-Identifier: Apache-2.0
// A person's corrections from a file: the format solve-puzzle.pins, which the report page writes.
#pragma once

#include <filesystem>
#include <string_view>

#include "puzzles/pins.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Reads pins for the pieces of `puzzle`. Unknown fields are ignored.
/// Throws: Error (without the file's name) that names the field, what was found and what was expected: a piece that the
/// puzzle does not have, a side that a square piece does not have, pins that were made for another puzzle.
Pins pins_from_json(std::string_view text, const Puzzle& puzzle);

/// Throws: Error that names the file.
Pins read_pins(const std::filesystem::path& path, const Puzzle& puzzle);

}  // namespace solve_puzzle
