// SPDX-License-Identifier: Apache-2.0
#include "attention/training_batch.h"

#include <algorithm>
#include <numeric>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

/// How likely the classical evidence finds an entry.
float worth(const TrainingSet& set, std::int32_t entry) {
  return set.lists.evidence[static_cast<std::size_t>(entry) * kNumPairEvidence];
}

/// The target, two thirds of the others from the head of the list, the rest from anywhere in it.
std::vector<std::int32_t> draw_candidates(const TrainingSet& set, int side, int count, Random& random) {
  const auto s = static_cast<std::size_t>(side);
  const std::int32_t target = set.target[s];
  std::vector<std::int32_t> others;
  for (std::int32_t e = set.lists.row_begin[s]; e < set.lists.row_begin[s + 1]; ++e) {
    if (e != target && set.is_copy[static_cast<std::size_t>(e)] == 0) others.push_back(e);
  }
  std::stable_sort(others.begin(), others.end(),
                   [&](std::int32_t x, std::int32_t y) { return worth(set, x) > worth(set, y); });
  const std::size_t wanted = static_cast<std::size_t>(count) - (target >= 0 ? 1 : 0);
  if (others.size() > wanted) {
    const std::size_t head = wanted * 2 / 3;
    std::vector<std::int32_t> tail(others.begin() + static_cast<std::ptrdiff_t>(head), others.end());
    random.shuffle(tail);
    std::copy_n(tail.begin(), wanted - head, others.begin() + static_cast<std::ptrdiff_t>(head));
    others.resize(wanted);
  }
  if (target >= 0) others.push_back(target);
  return others;
}

/// A side of the same length that may face `side`, or -1 when luck does not find one.
int draw_stranger(const TrainingSet& set, int side, Random& random) {
  const auto num_sides = static_cast<std::uint32_t>(set.lists.num_sides());
  const auto s = static_cast<std::size_t>(side);
  const auto first = set.lists.partner.begin() + set.lists.row_begin[s];
  const auto last = set.lists.partner.begin() + set.lists.row_begin[s + 1];
  for (int tries = 0; tries < 8; ++tries) {
    const auto other = static_cast<int>(random.below(num_sides));
    if (other / 4 == side / 4 || set.bands.length[static_cast<std::size_t>(other)] != set.bands.length[s]) continue;
    if (std::find(first, last, other) == last) return other;
  }
  return -1;
}

}  // namespace

TrainingBatch draw_batch(std::vector<std::shared_ptr<const TrainingSet>> sets, const TrainingOptions& options,
                         std::uint64_t seed) {
  Random random(seed);
  TrainingBatch batch;
  batch.seed = random.next();
  batch.is_partial = random.uniform() < options.partial_share;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const TrainingSet& set = *sets[i];
    std::vector<std::int32_t> sides(set.target.size());
    std::iota(sides.begin(), sides.end(), 0);
    random.shuffle(sides);
    int num_drawn = 0;
    for (const std::int32_t side : sides) {
      if (num_drawn == options.queries_per_set) break;
      const std::int32_t target = set.target[static_cast<std::size_t>(side)];
      if (target == TrainingSet::kSkip) continue;
      TrainingBatch::Query query{.set = static_cast<int>(i),
                                 .side = side,
                                 .entries = draw_candidates(set, side, options.candidates_per_query, random)};
      if (query.entries.empty()) continue;
      batch.queries.push_back(std::move(query));
      batch.random_partners.push_back(draw_stranger(set, side, random));
      ++num_drawn;
    }
  }
  batch.sets = std::move(sets);
  return batch;
}

TrainingBatch whole_lists(std::shared_ptr<const TrainingSet> set, int first_side, int last_side) {
  TrainingBatch batch;
  for (int side = first_side; side < last_side; ++side) {
    const auto s = static_cast<std::size_t>(side);
    TrainingBatch::Query query{.side = side, .entries = {}};
    for (std::int32_t e = set->lists.row_begin[s]; e < set->lists.row_begin[s + 1]; ++e) query.entries.push_back(e);
    if (query.entries.empty()) continue;
    batch.queries.push_back(std::move(query));
    batch.random_partners.push_back(-1);
  }
  batch.sets = {std::move(set)};
  return batch;
}

}  // namespace solve_puzzle
