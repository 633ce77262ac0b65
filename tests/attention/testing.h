// SPDX-License-Identifier: Apache-2.0
// What the tests of this folder share: lists of candidates made without a solver, and sets to learn from. No laws.
#pragma once

#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "attention/training.h"
#include "puzzles/cut.h"
#include "puzzles/random.h"
#include "puzzles/sample.h"
#include "puzzles/true_sides.h"

namespace solve_puzzle {

/// Pairs of sides as lists, both ways round, all with the same evidence.
inline MatchLists lists_of(int num_sides, const std::set<std::pair<int, int>>& pairs, float evidence = 0.0F) {
  std::set<std::pair<int, int>> both;
  for (const auto& [a, b] : pairs) both.insert({{a, b}, {b, a}});
  MatchLists lists;
  for (int side = 0; side < num_sides; ++side) {
    for (const auto& [a, b] : both) {
      if (a == side) lists.partner.push_back(b);
    }
    lists.row_begin.push_back(lists.num_entries());
  }
  int entry = 0;
  for (const auto& [a, b] : both) {
    const int begin = lists.row_begin[b];
    while (lists.partner[begin + entry] != a) ++entry;
    lists.mate.push_back(begin + entry);
    entry = 0;
  }
  lists.evidence.assign(static_cast<std::size_t>(lists.num_entries()) * kNumPairEvidence, evidence);
  return lists;
}

/// Adds to every side `count` random partners of other pieces.
inline void add_rivals(std::set<std::pair<int, int>>& pairs, int num_sides, int count, std::uint64_t seed) {
  Random random(seed);
  for (int side = 0; side < num_sides; ++side) {
    for (int i = 0; i < count;) {
      const int other = static_cast<int>(random.below(static_cast<std::uint32_t>(num_sides)));
      if (other / 4 == side / 4) continue;
      pairs.insert({side, other});
      ++i;
    }
  }
}

/// A landscape of cols × rows tiles, cut.
inline CutPuzzle cut_sample(cv::Size grid, const CutOptions& options, std::uint64_t seed = 1) {
  const cv::Size tile = parse_piece_size(options.piece_size);
  return cut({sample_picture({grid.width * tile.width, grid.height * tile.height}, seed)}, options);
}

/// The true joins and for every side `num_rivals` random ones. Evidence tells nothing: only pixels teach.
inline TrainingSet set_of(const CutPuzzle& made, int depth, int num_rivals, std::uint64_t seed = 1) {
  TrainingSet set;
  set.bands = puzzle_bands(made.puzzle, depth);
  const std::vector<int> partners = true_partners(made.truth);
  std::set<std::pair<int, int>> pairs;
  for (std::size_t side = 0; side < partners.size(); ++side) {
    if (partners[side] >= 0) pairs.insert({static_cast<int>(side), partners[side]});
  }
  add_rivals(pairs, set.bands.num_sides(), num_rivals, seed);
  set.lists = lists_of(set.bands.num_sides(), pairs);
  set.is_copy.assign(set.lists.partner.size(), 0);
  for (std::size_t side = 0; side < partners.size(); ++side) {
    std::int32_t target = TrainingSet::kNoPartner;
    for (int e = set.lists.row_begin[side]; e < set.lists.row_begin[side + 1]; ++e) {
      if (set.lists.partner[e] == partners[side]) target = e;
    }
    set.target.push_back(target);
  }
  return set;
}

}  // namespace solve_puzzle
