// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/part_doubtful.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "solver/torn/held_together.h"

namespace solve_puzzle {
namespace {

/// The contacts between some pieces and the others of their group.
struct Across {
  std::vector<std::pair<int, int>> joins;  ///< that speak for it
  double evidence = 0;                     ///< of all contacts, those that speak against it too
};

Across contacts_across(const Layout& layout, const std::vector<int>& side) {
  Across across;
  for (const int piece : side) {
    for (const Layout::Neighbour& neighbour : layout.neighbours(piece)) {
      if (std::binary_search(side.begin(), side.end(), neighbour.piece)) continue;
      across.evidence += neighbour.verdict.evidence;
      if (neighbour.verdict.evidence > 0) across.joins.emplace_back(piece, neighbour.piece);
    }
  }
  return across;
}

/// Pieces that have settled speak a little against each other where corners touch, in right layouts too. That much is
/// grave.
constexpr double kGrave = 3;

/// The layout parted where two of its pieces are held together by less than a merge must bring.
std::optional<Layout> parted(const Layout& layout, int a, int b, const GrowOptions& options) {
  const Hold hold = held_together(layout, a, b, options.least_single_gain);
  if (hold.side.empty()) return std::nullopt;
  const Across across = contacts_across(layout, hold.side);
  const bool is_one = across.joins.size() == 1;
  const bool is_opposed = hold.evidence - across.evidence > kGrave;
  if (!is_one && !is_opposed) return std::nullopt;
  const double evidence = is_opposed ? across.evidence : hold.evidence;
  if (evidence >= (is_one ? options.least_single_gain : options.least_gain)) return std::nullopt;
  Layout result = layout;
  for (const auto& [piece, other] : across.joins) result.drop_contact(piece, other);
  result.split_groups();
  return result;
}

std::optional<Layout> parted_somewhere(const Layout& layout, const GrowOptions& options) {
  for (int piece = 0; piece < layout.num_pieces(); ++piece) {
    for (const Layout::Neighbour& neighbour : layout.neighbours(piece)) {
      const double evidence = neighbour.verdict.evidence;
      if (neighbour.piece < piece || evidence <= 0 || evidence >= options.least_single_gain) continue;
      if (std::optional<Layout> result = parted(layout, piece, neighbour.piece, options)) return result;
    }
  }
  return std::nullopt;
}

}  // namespace

void part_doubtful(Layout& layout, const GrowOptions& options) {
  while (std::optional<Layout> next = parted_somewhere(layout, options)) layout = std::move(*next);
}

}  // namespace solve_puzzle
