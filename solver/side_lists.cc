// SPDX-License-Identifier: Apache-2.0
#include "solver/side_lists.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace solve_puzzle {
namespace {

/// Gives the place of a side's mean colour on a Z-curve.
std::uint32_t place_on_curve(const Sides& sides, int side) {
  const auto strip = sides.strip(side, 0);
  std::array<float, 3> sum = {};
  for (std::size_t i = 0; i < strip.size(); ++i) sum[i % 3] += strip[i];
  std::array<std::uint32_t, 3> level = {};
  for (std::size_t c = 0; c < 3; ++c) {
    level[c] = static_cast<std::uint32_t>(sum[c] / static_cast<float>(sides.length(side)));
  }
  std::uint32_t place = 0;
  for (int bit = 7; bit >= 0; --bit) {
    for (const std::uint32_t l : level) place = place << 1 | (l >> bit & 1);
  }
  return place;
}

/// Likely partners come close to each other: bounds are tight early and tiles without a candidate are frequent.
std::vector<int> along_curve(const Sides& sides, const std::vector<int>& list) {
  std::vector<std::pair<std::uint32_t, int>> order;
  for (const int side : list) order.emplace_back(place_on_curve(sides, side), side);
  std::sort(order.begin(), order.end());
  std::vector<int> sorted;
  for (const auto& [place, side] : order) sorted.push_back(side);
  return sorted;
}

}  // namespace

bool SideLists::is_pair(int row, int column) const {
  if (is_symmetric && column <= row) return false;
  if (std::max(row, column) >= size()) return false;
  return piece_of(rows[static_cast<std::size_t>(row)]) != piece_of(columns[static_cast<std::size_t>(column)]);
}

std::vector<SideLists> side_lists(const Sides& sides, Rotation rotation) {
  std::vector<SideLists> all;
  if (rotation == Rotation::kNone) {
    for (const Side side : {kRight, kBottom}) {
      SideLists lists;
      for (int piece = 0; piece < sides.num_pieces(); ++piece) {
        lists.rows.push_back(piece * 4 + side);
        lists.columns.push_back(piece * 4 + (side + 2) % 4);
      }
      lists.rows = along_curve(sides, lists.rows);
      lists.columns = along_curve(sides, lists.columns);
      lists.length = lists.rows.empty() ? 0 : sides.length(lists.rows.front());
      all.push_back(std::move(lists));
    }
    return all;
  }
  std::vector<int> lengths;
  for (int side = 0; side < sides.num_sides(); ++side) lengths.push_back(sides.length(side));
  std::sort(lengths.begin(), lengths.end());
  lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
  for (const int length : lengths) {
    SideLists lists{.rows = {}, .columns = {}, .length = length, .is_symmetric = true};
    for (int side = 0; side < sides.num_sides(); ++side) {
      if (sides.length(side) == length) lists.rows.push_back(side);
    }
    lists.rows = along_curve(sides, lists.rows);
    lists.columns = lists.rows;
    all.push_back(std::move(lists));
  }
  return all;
}

}  // namespace solve_puzzle
