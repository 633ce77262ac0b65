// SPDX-License-Identifier: Apache-2.0
// A parallel loop over the rows of a pair graph. Nothing else.
#pragma once

#include <algorithm>
#include <cstddef>

#include "puzzles/parallel.h"
#include "solver/pair_graph.h"

namespace solve_puzzle {

/// Calls body(side, first entry, last entry) for every row, in parallel.
template <class Body>
void for_each_row(const PairGraph& graph, const Body& body) {
  constexpr std::ptrdiff_t kRowsPerTask = 64;
  const std::ptrdiff_t num_tasks = (graph.num_sides() + kRowsPerTask - 1) / kRowsPerTask;
  parallel_for(0, num_tasks, [&](std::ptrdiff_t task) {
    const std::ptrdiff_t end = std::min<std::ptrdiff_t>((task + 1) * kRowsPerTask, graph.num_sides());
    for (std::ptrdiff_t side = task * kRowsPerTask; side < end; ++side) {
      const auto s = static_cast<std::size_t>(side);
      body(s, static_cast<std::size_t>(graph.row_begin[s]), static_cast<std::size_t>(graph.row_begin[s + 1]));
    }
  });
}

}  // namespace solve_puzzle
