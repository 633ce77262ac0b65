// SPDX-License-Identifier: Apache-2.0
// Constant-time look-up of what a join of two sides is worth, and the best partners of each side. Built once, read
// often.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "solver/pair_graph.h"

namespace solve_puzzle {

/// A partner of a side and what joining it is worth.
struct Partner {
  std::int32_t side = -1;
  float score = 0.0F;
};

/// Gives per side the log posterior of a pair that is no candidate, as that side sees it: a little below its worst
/// candidates, and the same as these where all are alike (flat tiles, of which only some are listed). At least `least`.
std::vector<float> unlisted_scores(const PairGraph& graph, const std::vector<float>& log_probability, float least);

/// Scores are log posteriors or log-odds of the graph's pairs, cut off below at floor(); pairs that are no candidates
/// score floor() or, where every side has a score for these, the mean of both sides'. Small puzzles keep a full table,
/// large ones a hash table: memory O(entries).
class PairScores {
 public:
  PairScores(const PairGraph& graph, const std::vector<float>& scores, float floor, int num_best);

  /// Shapes: of_unlisted one per side. No score is below the least of them.
  PairScores(const PairGraph& graph, const std::vector<float>& scores, std::vector<float> of_unlisted, int num_best);

  float floor() const { return floor_; }
  int num_sides() const { return num_sides_; }

  /// Cost: callers that try many partners of one side give that side first; its row then stays in the cache.
  float of(int side_a, int side_b) const {
    if (!table_.empty()) return table_[table_index(side_a, side_b)];
    return look_up(side_a, side_b);
  }

  /// The best partners, best first, at most num_best; those at the floor are left out.
  std::span<const Partner> best(int side) const {
    const auto s = static_cast<std::size_t>(side);
    return {best_.data() + best_begin_[s], best_begin_[s + 1] - best_begin_[s]};
  }

 private:
  /// All top sides of a row stand together, then all right ones and so on: where pieces are not turned, a side only
  /// meets one kind.
  std::size_t table_index(int side_a, int side_b) const {
    const auto n = static_cast<std::size_t>(num_sides_);
    return static_cast<std::size_t>(side_a) * n + static_cast<std::size_t>(side_b & 3) * (n / 4) +
           static_cast<std::size_t>(side_b >> 2);
  }
  float look_up(int side_a, int side_b) const;
  void fill_hash(const PairGraph& graph, const std::vector<float>& scores);

  float unlisted(int side_a, int side_b) const {
    return 0.5F * (unlisted_[static_cast<std::size_t>(side_a)] + unlisted_[static_cast<std::size_t>(side_b)]);
  }
  void fill_table(const PairGraph& graph, const std::vector<float>& scores);

  std::vector<float> unlisted_;
  float floor_;
  int num_sides_;
  std::vector<float> table_;
  std::vector<std::uint64_t> keys_;
  std::vector<float> values_;
  std::uint64_t hash_mask_ = 0;
  std::vector<std::size_t> best_begin_;
  std::vector<Partner> best_;
};

}  // namespace solve_puzzle
