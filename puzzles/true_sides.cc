// SPDX-License-Identifier: Apache-2.0
#include "puzzles/true_sides.h"

#include <map>
#include <tuple>

#include "puzzles/square_grid.h"

namespace solve_puzzle {

std::vector<int> true_partners(const Assembly& truth) {
  std::map<std::tuple<int, int, int>, int> piece_at;
  for (std::size_t i = 0; i < truth.pieces.size(); ++i) {
    const PlacedPiece& piece = truth.pieces[i];
    if (piece.cell) piece_at[{piece.group, piece.cell->x, piece.cell->y}] = static_cast<int>(i);
  }
  std::vector<int> partners(truth.pieces.size() * 4, -1);
  for (std::size_t side = 0; side < partners.size(); ++side) {
    const PlacedPiece& piece = truth.pieces[side / 4];
    if (!piece.cell) continue;
    const int direction = direction_of(static_cast<int>(side % 4), piece.quarter_turns);
    const cv::Point next = *piece.cell + step_towards(direction);
    const auto other = piece_at.find({piece.group, next.x, next.y});
    if (other == piece_at.end()) continue;
    const int turns = truth.pieces[static_cast<std::size_t>(other->second)].quarter_turns;
    partners[side] = other->second * 4 + side_facing(opposite(direction), turns);
  }
  return partners;
}

}  // namespace solve_puzzle
