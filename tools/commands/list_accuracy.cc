// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/list_accuracy.h"

#include <algorithm>
#include <cmath>

namespace solve_puzzle {
namespace {

bool is_right(const TrainingSet& set, std::size_t e, std::int32_t target) {
  return static_cast<std::int32_t>(e) == target || set.is_copy[e] != 0;
}

/// Share of the best-scored candidates (one, unless there are ties) that are the true partner.
double strict_share(std::span<const float> scores, std::size_t first, std::size_t last, std::int32_t target) {
  const float best = *std::max_element(scores.begin() + static_cast<std::ptrdiff_t>(first),
                                       scores.begin() + static_cast<std::ptrdiff_t>(last));
  int num_best = 0;
  bool is_target_best = false;
  for (std::size_t e = first; e < last; ++e) {
    if (scores[e] < best) continue;
    ++num_best;
    is_target_best = is_target_best || static_cast<std::int32_t>(e) == target;
  }
  return is_target_best ? 1.0 / num_best : 0.0;
}

bool is_fairly_right(const TrainingSet& set, std::span<const float> scores, std::size_t first, std::size_t last,
                     std::int32_t target) {
  const float best = *std::max_element(scores.begin() + static_cast<std::ptrdiff_t>(first),
                                       scores.begin() + static_cast<std::ptrdiff_t>(last));
  double right = 0;
  double best_wrong = 0;
  for (std::size_t e = first; e < last; ++e) {
    const double weight = std::exp(static_cast<double>(scores[e] - best));
    if (is_right(set, e, target)) {
      right += weight;
    } else {
      best_wrong = std::max(best_wrong, weight);
    }
  }
  return right > best_wrong;
}

}  // namespace

ListAccuracy list_accuracy(const TrainingSet& set, std::span<const float> scores) {
  ListAccuracy sum;
  for (std::size_t side = 0; side < set.target.size(); ++side) {
    const std::int32_t target = set.target[side];
    if (target == TrainingSet::kNoPartner) continue;
    ++sum.num_queries;
    const auto first = static_cast<std::size_t>(set.lists.row_begin[side]);
    const auto last = static_cast<std::size_t>(set.lists.row_begin[side + 1]);
    if (first == last) continue;
    sum.strict += strict_share(scores, first, last, target);
    sum.fair += is_fairly_right(set, scores, first, last, target) ? 1 : 0;
  }
  if (sum.num_queries > 0) {
    sum.strict /= sum.num_queries;
    sum.fair /= sum.num_queries;
  }
  return sum;
}

double verdict_accuracy(const TrainingSet& set, std::span<const float> scores) {
  double num[2] = {}, num_right[2] = {};
  for (std::size_t side = 0; side < set.target.size(); ++side) {
    if (set.target[side] == TrainingSet::kSkip) continue;
    const bool is_true = set.target[side] >= 0;
    num[is_true] += 1;
    num_right[is_true] += (scores[static_cast<std::size_t>(set.lists.row_begin[side])] > 0) == is_true;
  }
  return 0.5 * (num_right[0] / std::max(1.0, num[0]) + num_right[1] / std::max(1.0, num[1]));
}

}  // namespace solve_puzzle
