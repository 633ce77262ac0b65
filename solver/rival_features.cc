// SPDX-License-Identifier: Apache-2.0
#include "solver/rival_features.h"

#include <algorithm>
#include <cmath>

#include "solver/graph_rows.h"

namespace solve_puzzle {
namespace {

constexpr float kWorst = -99.0F;

/// The two best of a row.
struct Best {
  float first = kWorst;
  float second = kWorst;
  std::size_t entry = 0;
};

std::vector<Best> best_of_rows(const PairGraph& graph, const std::vector<float>& log_probability) {
  std::vector<Best> best(static_cast<std::size_t>(graph.num_sides()));
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    Best& b = best[side];
    for (std::size_t e = first; e < last; ++e) {
      const float value = log_probability[e];
      if (value > b.first) {
        b = {value, b.first, e};
      } else {
        b.second = std::max(b.second, value);
      }
    }
  });
  return best;
}

/// How far an entry is above the best other one of a row, or below it.
float margin(const Best& row, std::size_t entry, float value) {
  constexpr float kMost = 9.0F;
  return std::clamp(value - (row.entry == entry ? row.second : row.first), -kMost, kMost);
}

/// Entropy of what every side may face, in nats.
std::vector<float> entropies(const PairGraph& graph, const PairEvidence& evidence) {
  std::vector<float> result(static_cast<std::size_t>(graph.num_sides()));
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    double sum = std::exp(static_cast<double>(evidence.no_partner[side]));
    double weighted = 0;
    for (std::size_t e = first; e < last; ++e) {
      const double lp = evidence.objective[e];
      sum += std::exp(lp);
      weighted += std::exp(lp) * lp;
    }
    const double rest = std::exp(static_cast<double>(evidence.no_partner[side])) * evidence.no_partner[side];
    result[side] = static_cast<float>(std::log(sum) - (weighted + rest) / sum);
  });
  return result;
}

}  // namespace

RivalFeatures rival_features(const PairGraph& graph, const std::vector<float>& logits, const PairEvidence& evidence,
                             const Posterior& belief) {
  constexpr LoopOptions kLoops{.floor = -12.0, .at_border = true};
  const FlankLoops loops = flank_loops(graph, belief, kLoops);
  const std::vector<Best> plain = best_of_rows(graph, evidence.objective);
  const std::vector<Best> looped = best_of_rows(graph, belief.log_probability);
  const std::vector<float> entropy = entropies(graph, evidence);
  RivalFeatures features;
  features.of_entry.resize(graph.partner.size());
  features.of_side.resize(static_cast<std::size_t>(graph.num_sides()));
  for_each_row(graph, [&](std::size_t a, std::size_t first, std::size_t last) {
    features.of_side[a] = {1, evidence.no_partner[a] / 3, entropy[a] / 3, belief.log_no_partner[a] / 3};
    for (std::size_t e = first; e < last; ++e) {
      const auto b = static_cast<std::size_t>(graph.partner[e]);
      const auto mate = static_cast<std::size_t>(graph.mate[e]);
      const float lp = evidence.objective[e];
      const float guide = belief.log_probability[e];
      features.of_entry[e] = {lp / 4,
                              margin(plain[a], e, lp) / 4,
                              margin(plain[b], mate, lp) / 4,
                              entropy[a] / 3,
                              entropy[b] / 3,
                              std::clamp(evidence.classical[e], -12.0F, 0.0F) / 4,
                              std::clamp(logits[e], -6.0F, 8.0F) / 4,
                              (evidence.no_partner[a] + evidence.no_partner[b]) / 4,
                              1,
                              std::clamp(guide, -16.0F, 0.0F) / 4,
                              margin(looped[a], e, guide) / 4,
                              margin(looped[b], mate, guide) / 4,
                              std::max(loops.right[e], loops.left[e]) / 6,
                              std::min(loops.right[e], loops.left[e]) / 6,
                              (loops.right[e] + loops.left[e]) / 12};
    }
  });
  return features;
}

}  // namespace solve_puzzle
