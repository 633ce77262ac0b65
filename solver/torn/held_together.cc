// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/held_together.h"

#include <algorithm>
#include <map>
#include <queue>
#include <utility>
#include <vector>

namespace solve_puzzle {
namespace {

/// What may still flow from one piece to its neighbour.
using Residuals = std::map<std::pair<int, int>, double>;

constexpr double kNothing = 1e-9;

/// The shortest way along which something may flow: of every piece that was reached, the one before. -1: not reached.
std::vector<int> shortest_way(const Layout& layout, const Residuals& residuals, int from, int to) {
  std::vector<int> before(static_cast<std::size_t>(layout.num_pieces()), -1);
  before[static_cast<std::size_t>(from)] = from;
  std::queue<int> reached;
  for (reached.push(from); !reached.empty() && before[static_cast<std::size_t>(to)] < 0; reached.pop()) {
    const int piece = reached.front();
    for (const Layout::Neighbour& next : layout.neighbours(piece)) {
      if (before[static_cast<std::size_t>(next.piece)] >= 0) continue;
      const auto used = residuals.find({piece, next.piece});
      const double left = used != residuals.end() ? used->second : next.verdict.evidence;
      if (left <= kNothing) continue;
      before[static_cast<std::size_t>(next.piece)] = piece;
      reached.push(next.piece);
    }
  }
  return before;
}

double evidence_between(const Layout& layout, int a, int b) {
  for (const Layout::Neighbour& neighbour : layout.neighbours(a)) {
    if (neighbour.piece == b) return std::max(0.0, neighbour.verdict.evidence);
  }
  return 0;
}

}  // namespace

Hold held_together(const Layout& layout, int a, int b, double enough) {
  Hold hold;
  if (a == b) hold.evidence = enough;
  Residuals residuals;
  const auto left = [&](int from, int to) -> double& {
    return residuals.try_emplace({from, to}, evidence_between(layout, from, to)).first->second;
  };
  while (hold.evidence < enough) {
    const std::vector<int> before = shortest_way(layout, residuals, a, b);
    if (before[static_cast<std::size_t>(b)] < 0) {
      for (int piece = 0; piece < layout.num_pieces(); ++piece) {
        if (before[static_cast<std::size_t>(piece)] >= 0) hold.side.push_back(piece);
      }
      break;
    }
    double least = enough - hold.evidence;
    for (int to = b; to != a; to = before[static_cast<std::size_t>(to)]) {
      least = std::min(least, left(before[static_cast<std::size_t>(to)], to));
    }
    for (int to = b; to != a; to = before[static_cast<std::size_t>(to)]) {
      left(before[static_cast<std::size_t>(to)], to) -= least;
      left(to, before[static_cast<std::size_t>(to)]) += least;
    }
    hold.evidence += least;
  }
  return hold;
}

}  // namespace solve_puzzle
