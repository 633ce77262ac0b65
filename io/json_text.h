// SPDX-License-Identifier: Apache-2.0
// The words of assembly.json, shared by its reader and writer, and JSON as text. Only for the sources of io.
#pragma once

#include <string>
#include <string_view>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

inline constexpr std::string_view kAssemblyFormat = "solve-puzzle.assembly";
inline constexpr std::string_view kTruthFormat = "solve-puzzle.truth";
inline constexpr int kAssemblyVersion = 1;

inline std::string_view word_of(Kind kind) { return kind == Kind::kSquare ? "square" : "torn"; }

inline std::string_view word_of(Rotation rotation) {
  if (rotation == Rotation::kNone) return "none";
  return rotation == Rotation::kQuarter ? "quarter" : "free";
}

/// Gives a string with its quotes. Bytes that are not UTF-8 are written as \xNN, since JSON has no place for them.
std::string json_string(std::string_view text);

/// Gives a JSON object without line breaks, fields sorted by name. Throws: Error when the text is no JSON object.
std::string json_object_on_one_line(std::string_view text);

/// Throws: Error when brackets are nested deeper than any file of ours: readers that call themselves would run out of
/// stack.
void check_json_depth(std::string_view text);

}  // namespace solve_puzzle
