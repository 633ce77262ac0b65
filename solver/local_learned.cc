// SPDX-License-Identifier: Apache-2.0
#include "solver/local_learned.h"

#include <algorithm>
#include <cstdint>

namespace solve_puzzle {
namespace {

struct Row {
  std::size_t first, last;
};

Row row_of(const PairGraph& graph, int side) {
  const auto s = static_cast<std::size_t>(side);
  return {static_cast<std::size_t>(graph.row_begin[s]), static_cast<std::size_t>(graph.row_begin[s + 1])};
}

/// Sides of loose pieces, and their candidates.
std::vector<std::uint8_t> open_sides(const PairGraph& graph, const std::vector<int>& loose) {
  std::vector<std::uint8_t> is_open(static_cast<std::size_t>(graph.num_sides()), 0);
  for (const int piece : loose) {
    for (int side = piece * 4; side < piece * 4 + 4; ++side) {
      is_open[static_cast<std::size_t>(side)] = 1;
      const Row row = row_of(graph, side);
      for (std::size_t e = row.first; e < row.last; ++e) is_open[static_cast<std::size_t>(graph.partner[e])] = 1;
    }
  }
  return is_open;
}

std::vector<std::uint8_t> entries_of(const PairGraph& graph, const std::vector<std::uint8_t>& is_open) {
  std::vector<std::uint8_t> is_kept(graph.partner.size(), 0);
  for (int side = 0; side < graph.num_sides(); ++side) {
    const Row row = row_of(graph, side);
    std::fill(is_kept.begin() + static_cast<std::ptrdiff_t>(row.first),
              is_kept.begin() + static_cast<std::ptrdiff_t>(row.last), is_open[static_cast<std::size_t>(side)]);
  }
  return is_kept;
}

}  // namespace

PairEvidence judge_loose(const PairGraph& graph, const PairEvidence& classical, const std::vector<int>& loose,
                         const std::function<Shortlist(const Shortlist& part)>& judge) {
  constexpr float kDropped = -9.0F;  // what the network was not shown is less likely than this
  const std::vector<std::uint8_t> is_open = open_sides(graph, loose);
  const Shortlist judged = judge(subset(graph, classical, entries_of(graph, is_open)));
  PairEvidence evidence = classical;
  evidence.classical = classical.objective;
  for (int side = 0; side < graph.num_sides(); ++side) {
    if (is_open[static_cast<std::size_t>(side)] == 0) continue;
    evidence.no_partner[static_cast<std::size_t>(side)] = judged.evidence.no_partner[static_cast<std::size_t>(side)];
    const Row row = row_of(graph, side);
    for (std::size_t e = row.first; e < row.last; ++e) {
      const int found = judged.graph.find(side, graph.partner[e]);
      const auto k = static_cast<std::size_t>(found);
      const auto mate = static_cast<std::size_t>(graph.mate[e]);
      evidence.objective[e] = evidence.objective[mate] =
          found < 0 ? std::min(kDropped, classical.objective[e]) : judged.evidence.objective[k];
      evidence.guide[e] = evidence.guide[mate] =
          found < 0 ? std::min(kDropped, classical.guide[e]) : judged.evidence.guide[k];
    }
  }
  return evidence;
}

}  // namespace solve_puzzle
