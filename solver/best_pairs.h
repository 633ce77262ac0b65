// SPDX-License-Identifier: Apache-2.0
// The best K partners of every side, all sides against all sides. Memory O(sides × K): the full table is never kept.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "puzzles/puzzle.h"
#include "solver/compatibility.h"
#include "solver/kept_candidates.h"
#include "solver/sides.h"

namespace solve_puzzle {

/// Rows of candidate partners, best first; ties by side number. Shapes: partner and dissimilarity have num_sides × K
/// entries, partner is -1 where a side has fewer than K possible partners.
struct BestPairs {
  int num_candidates = 0;
  std::vector<std::int32_t> partner;
  std::vector<float> dissimilarity;
};

/// Gives rows without partners.
BestPairs no_pairs(const Sides& sides, int num_candidates);

/// Fills the row of a side with the best of some partners.
void write_row(int side, std::vector<Candidate> candidates, BestPairs& pairs);

/// Says whether two sides may face each other at all: other pieces, equal length and, without rotation, opposite sides.
bool may_face(const Sides& sides, Rotation rotation, int side_a, int side_b);

/// Finds the best partners, all of them by exact value: by a matrix product of lower bounds and exact comparison of
/// what it lets pass, if that rules out enough; else by a matrix product (measures that are inner products) or pair by
/// pair. Once should_stop says so, returns within a fraction of a second, with rows that are not the best. The number
/// of threads does not matter. Cost: O(sides² × length) operations.
BestPairs best_pairs(
    const Sides& sides, Rotation rotation, const Compatibility& compatibility, int num_candidates,
    const std::function<bool()>& should_stop = [] { return false; });

/// The same, pair by pair in plain loops: the oracle of the tests.
BestPairs best_pairs_brute_force(const Sides& sides, Rotation rotation, const Compatibility& compatibility,
                                 int num_candidates);

}  // namespace solve_puzzle
