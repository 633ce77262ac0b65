// SPDX-License-Identifier: Apache-2.0
#include "solver/pair_graph.h"

#include <algorithm>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

struct Link {
  std::int32_t partner;
  float dissimilarity;
};

std::vector<std::vector<Link>> linked_both_ways(const BestPairs& best) {
  const auto k = static_cast<std::size_t>(best.num_candidates);
  const std::size_t num_sides = k == 0 ? 0 : best.partner.size() / k;
  std::vector<std::vector<Link>> links(num_sides);
  for (std::size_t side = 0; side < num_sides; ++side) {
    for (std::size_t e = side * k; e < (side + 1) * k && best.partner[e] >= 0; ++e) {
      links[side].push_back({best.partner[e], best.dissimilarity[e]});
      links[static_cast<std::size_t>(best.partner[e])].push_back(
          {static_cast<std::int32_t>(side), best.dissimilarity[e]});
    }
  }
  return links;
}

}  // namespace

int PairGraph::find(int a, int b) const {
  const auto first = partner.begin() + row_begin[static_cast<std::size_t>(a)];
  const auto last = partner.begin() + row_begin[static_cast<std::size_t>(a) + 1];
  const auto place = std::lower_bound(first, last, b);
  return place != last && *place == b ? static_cast<int>(place - partner.begin()) : -1;
}

PairGraph make_pair_graph(const BestPairs& best) {
  std::vector<std::vector<Link>> links = linked_both_ways(best);
  parallel_for(0, static_cast<std::ptrdiff_t>(links.size()), [&](std::ptrdiff_t side) {
    auto& row = links[static_cast<std::size_t>(side)];
    std::sort(row.begin(), row.end(), [](const Link& a, const Link& b) { return a.partner < b.partner; });
    row.erase(std::unique(row.begin(), row.end(), [](const Link& a, const Link& b) { return a.partner == b.partner; }),
              row.end());
  });
  PairGraph graph;
  graph.row_begin.push_back(0);
  for (const auto& row : links) {
    for (const Link& link : row) {
      graph.partner.push_back(link.partner);
      graph.dissimilarity.push_back(link.dissimilarity);
    }
    graph.row_begin.push_back(static_cast<std::int32_t>(graph.partner.size()));
  }
  graph.mate.resize(graph.partner.size());
  parallel_for(0, graph.num_sides(), [&](std::ptrdiff_t side) {
    for (auto e = static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side)]);
         e < static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side) + 1]); ++e) {
      graph.mate[e] = graph.find(graph.partner[e], static_cast<int>(side));
    }
  });
  return graph;
}

}  // namespace solve_puzzle
