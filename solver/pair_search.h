// SPDX-License-Identifier: Apache-2.0
// Ways to find the best partners in lists of sides: by a matrix product, by lower bounds, pair by pair.
#pragma once

#include <functional>

#include "solver/compatibility.h"
#include "solver/side_lists.h"
#include "solver/tile_search.h"

namespace solve_puzzle {

/// What a search gives: K partners of every side, or more, with values that are exact or those of single precision.
struct FoundPairs {
  Kept kept;
  bool are_exact = false;
};

struct PairSearch {
  const SideLists& lists;
  const Compatibility& compatibility;
  int num_kept = 0;
  const std::function<bool()>& should_stop;
};

/// Takes the values of a matrix product. For measures with a product_size().
FoundPairs search_by_product(const PairSearch& search);

/// Takes exact values, but of pairs only whose lower bound, an entry of a shorter matrix product, is as good as what
/// one of the two sides keeps. For measures with a bound_size().
FoundPairs search_by_bounds(const PairSearch& search);

/// Takes the exact values of all pairs.
FoundPairs search_pair_by_pair(const PairSearch& search);

/// Gives the share of pairs that a search by bounds has to compare, estimated from a few rows far from each other.
double share_within_bounds(const PairSearch& search);

}  // namespace solve_puzzle
