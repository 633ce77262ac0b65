// SPDX-License-Identifier: Apache-2.0
// What the seam matcher learns from, and how: plain data and options. No torch, no photos, no files.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "attention/match_lists.h"
#include "attention/puzzle_bands.h"
#include "attention/training_options.h"

namespace solve_puzzle {

/// A puzzle with known truth and the very lists that a solver would make of it.
struct TrainingSet {
  static constexpr std::int32_t kNoPartner = -1;  ///< picture border or missing piece
  static constexpr std::int32_t kSkip = -2;       ///< the true partner is not in the list: nothing to learn

  PuzzleBands bands;
  MatchLists lists;
  std::vector<std::int32_t> target;  ///< [num_sides]: entry of the true partner, or one of the above
  std::vector<std::uint8_t>
      is_copy;  ///< [num_entries]: shows the same pixels as the true partner; neither right nor wrong
};

/// One step: queries of sets that share depth and length of their sides.
struct TrainingBatch {
  struct Query {
    int set = 0;
    std::int32_t side = 0;
    std::vector<std::int32_t> entries;  ///< candidates; the target is among them unless there is none
  };
  std::vector<std::shared_ptr<const TrainingSet>> sets;
  std::vector<Query> queries;
  std::vector<int> random_partners;  ///< of every query: a side that is on no list, -1: none
  bool is_partial = false;           ///< every seam shares only a stretch, the rest belongs to another piece
  std::uint64_t seed = 0;
};

/// What one step said.
struct TrainingReport {
  double loss = 0;
  double top_one = 0;  ///< share of the queries whose first choice was right
};

}  // namespace solve_puzzle
