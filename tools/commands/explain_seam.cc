// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/explain_seam.h"

#include <fmt/format.h>

#include <optional>

#include "io/file_names.h"
#include "puzzles/error.h"
#include "solver/best_pairs.h"
#include "tools/commands/seam_looker.h"

namespace solve_puzzle {
namespace {

std::vector<int> sides_of(const NamedPiece& named) {
  if (named.side) return {named.piece * 4 + *named.side};
  return {named.piece * 4, named.piece * 4 + 1, named.piece * 4 + 2, named.piece * 4 + 3};
}

std::vector<std::pair<int, int>> facing_sides(const Puzzle& puzzle, const NamedPiece& a, const NamedPiece& b) {
  const Sides sides(puzzle);
  std::vector<std::pair<int, int>> pairs;
  for (const int side_a : sides_of(a)) {
    for (const int side_b : sides_of(b)) {
      if (may_face(sides, puzzle.rotation, side_a, side_b)) pairs.emplace_back(side_a, side_b);
    }
  }
  return pairs;
}

}  // namespace

ExplainedSeam explain_seam(const Puzzle& puzzle, const SeamMatcher& matcher, const NamedPiece& a, const NamedPiece& b) {
  const std::vector<std::pair<int, int>> pairs = facing_sides(puzzle, a, b);
  if (pairs.empty()) {
    const auto id = [&](const NamedPiece& named) {
      return printable(puzzle.pieces[static_cast<std::size_t>(named.piece)].id);
    };
    throw Error(
        fmt::format("no such sides of {} and {} may face each other; expected two pieces, and opposite sides "
                    "of equal length unless --rotation quarter is given",
                    id(a), id(b)));
  }
  const SeamLooker looker(puzzle, matcher);
  std::optional<ExplainedSeam> best;
  for (const auto& [side_a, side_b] : pairs) {
    ExplainedSeam seam{side_a, side_b, looker.look(side_a, side_b), matcher.options().attention};
    if (!best || seam.look.log_odds > best->look.log_odds) best = std::move(seam);
  }
  return *best;
}

}  // namespace solve_puzzle
