// SPDX-License-Identifier: Apache-2.0
// How much evidence holds two pieces of a layout together, along all ways from one to the other.
#pragma once

#include <vector>

#include "solver/torn/layout.h"

namespace solve_puzzle {

struct Hold {
  double evidence = 0;
  /// What would lie with the first piece if the two were parted where the least evidence holds them. Empty when enough
  /// does.
  std::vector<int> side;
};

/// Gives the least evidence of contacts that would have to be wrong for the two pieces to lie apart: the minimal cut
/// between them, or `enough` where it is no less. Two groups that a single contact joins are held by that contact,
/// however well each hangs together. 0 for pieces of different groups. Cost: O(contacts) for every way that is found.
/// Source: Ford, Fulkerson, "Maximal flow through a network", 1956; ways in order of length (Edmonds, Karp, 1972).
Hold held_together(const Layout& layout, int a, int b, double enough);

}  // namespace solve_puzzle
