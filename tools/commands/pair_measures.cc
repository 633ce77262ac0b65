// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pair_measures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace solve_puzzle {

void RocArea::add(const TrainingSet& set, const std::vector<float>& scores, const std::vector<float>& order,
                  int num_false) {
  for (std::size_t side = 0; side < set.target.size(); ++side) {
    const std::int32_t target = set.target[side];
    if (target < 0) continue;
    true_.push_back(scores[static_cast<std::size_t>(target)]);
    std::vector<std::size_t> rivals;
    for (auto e = static_cast<std::size_t>(set.lists.row_begin[side]);
         e < static_cast<std::size_t>(set.lists.row_begin[side + 1]); ++e) {
      if (static_cast<std::int32_t>(e) != target && set.is_copy[e] == 0) rivals.push_back(e);
    }
    std::stable_sort(rivals.begin(), rivals.end(), [&](std::size_t a, std::size_t b) { return order[a] > order[b]; });
    rivals.resize(std::min(rivals.size(), static_cast<std::size_t>(num_false)));
    for (const std::size_t e : rivals) false_.push_back(scores[e]);
  }
}

double RocArea::area() const {
  if (true_.empty() || false_.empty()) return 0.5;
  std::vector<float> sorted = false_;
  std::sort(sorted.begin(), sorted.end());
  double sum = 0;
  for (const float score : true_) {
    const auto [low, high] = std::equal_range(sorted.begin(), sorted.end(), score);
    sum += static_cast<double>(low - sorted.begin()) + 0.5 * static_cast<double>(high - low);
  }
  return sum / (static_cast<double>(true_.size()) * static_cast<double>(false_.size()));
}

void add_first_choices(const TrainingSet& set, const std::vector<float>& log_probability,
                       const std::vector<float>& log_no_partner, Calibration& calibration) {
  for (std::size_t side = 0; side < set.target.size(); ++side) {
    float best = log_no_partner[side];
    bool is_right = set.target[side] == TrainingSet::kNoPartner;
    for (auto e = static_cast<std::size_t>(set.lists.row_begin[side]);
         e < static_cast<std::size_t>(set.lists.row_begin[side + 1]); ++e) {
      if (log_probability[e] <= best) continue;
      best = log_probability[e];
      is_right = static_cast<std::int32_t>(e) == set.target[side] || set.is_copy[e] != 0;
    }
    calibration.add(std::min(1.0, std::exp(static_cast<double>(best))), is_right);
  }
}

}  // namespace solve_puzzle
