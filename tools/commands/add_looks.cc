// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/add_looks.h"

#include <algorithm>
#include <cmath>

#include "tools/commands/seam_looker.h"

namespace solve_puzzle {
namespace {

constexpr std::size_t kMostPieces = 2000;
constexpr std::size_t kMostLooks = 2000;

// The matches nearest to even odds come first.
std::vector<std::size_t> doubtful_first(const Assembly& answer) {
  std::vector<std::size_t> order(answer.matches.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(answer.matches[a].log_odds) < std::abs(answer.matches[b].log_odds);
  });
  order.resize(std::min(order.size(), kMostLooks));
  return order;
}

std::vector<std::pair<int, int>> stretches_of(const std::vector<std::uint8_t>& is_stitched) {
  std::vector<std::pair<int, int>> stretches;
  for (int i = 0; i < static_cast<int>(is_stitched.size()); ++i) {
    if (is_stitched[static_cast<std::size_t>(i)] == 0) continue;
    if (!stretches.empty() && stretches.back().second == i) {
      ++stretches.back().second;
    } else {
      stretches.emplace_back(i, i + 1);
    }
  }
  return stretches;
}

bool has_equal_pictures(const Puzzle& puzzle) {
  return std::all_of(puzzle.pieces.begin(), puzzle.pieces.end(),
                     [&](const Piece& piece) { return piece.pixels.size() == puzzle.pieces.front().pixels.size(); });
}

}  // namespace

void add_looks(const Puzzle& puzzle, const SeamMatcher& matcher, Assembly& answer) {
  if (matcher.options().attention == "mean") return;  // it looks everywhere alike: nothing to show
  const bool is_wanted = puzzle.kind == Kind::kSquare && puzzle.pieces.size() <= kMostPieces && !answer.matches.empty();
  if (!is_wanted || !has_equal_pictures(puzzle)) return;
  const SeamLooker looker(puzzle, matcher);
  for (const std::size_t i : doubtful_first(answer)) {
    Match& match = answer.matches[i];
    SeamLook look = looker.look(match.piece_a * 4 + match.side_a, match.piece_b * 4 + match.side_b);
    match.attention = std::move(look.weights);
    match.stretch = stretches_of(look.stretch);
  }
}

}  // namespace solve_puzzle
