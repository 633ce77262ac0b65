// SPDX-License-Identifier: Apache-2.0
// report.html of a bench: tables with spread, plots, what matchers alone measured, and the puzzles from worst to best.
// No files.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/commands/pairs_line.h"

namespace solve_puzzle {

/// A picture of an answer: its caption, and the file's bytes (PNG).
using GalleryPicture = std::pair<std::string, std::string>;

/// The slope of a straight line through the logarithms of pieces and seconds: 2 means that twice the pieces take four
/// times as long. Nothing when all puzzles have the same size.
struct Growth {
  double exponent = 0;
  double factor = 0;  ///< seconds of one piece, by the line
};
std::optional<Growth> growth_of(const std::vector<BenchLine>& lines);

/// Gives the whole page; it needs no other file. Names stand in it as text. Sections without anything to show are left
/// out.
std::string bench_page(const std::vector<BenchLine>& lines, const std::vector<GalleryPicture>& gallery,
                       const std::vector<PairsLine>& pairs);

}  // namespace solve_puzzle
