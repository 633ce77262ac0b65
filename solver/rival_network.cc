// SPDX-License-Identifier: Apache-2.0
#include "solver/rival_network.h"

#include <algorithm>
#include <utility>

#include "solver/graph_rows.h"

namespace solve_puzzle {
namespace {

/// Written by tools/fit_rivals.cc.
constexpr RivalLayer kLayers[] = {
#include "solver/rival_weights.inc"
};

}  // namespace

float RivalLayer::pair(const std::array<float, kNumRivalFeatures>& x) const {
  float sum = 0;
  for (std::size_t i = 0; i < kNumRivalFeatures; ++i) sum += linear[i] * x[i];
  for (std::size_t h = 0; h < kNumHidden; ++h) {
    float unit = bias[h];
    for (std::size_t i = 0; i < kNumRivalFeatures; ++i) unit += hidden[h][i] * x[i];
    sum += output[h] * std::max(unit, 0.0F);
  }
  return sum;
}

float RivalLayer::none(const std::array<float, kNumNoPartnerFeatures>& x) const {
  float sum = 0;
  for (std::size_t i = 0; i < kNumNoPartnerFeatures; ++i) sum += no_partner[i] * x[i];
  return sum;
}

Posterior apply(const RivalLayer& layer, const PairGraph& graph, const RivalFeatures& features) {
  // Logits are relative to "no partner"; both sides' slacks together would be too strong at 0.
  constexpr double kSlack = -2.0;
  constexpr int kRounds = 4;
  std::vector<float> seen(graph.partner.size());
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    const float none = layer.none(features.of_side[side]);
    for (std::size_t e = first; e < last; ++e) seen[e] = layer.pair(features.of_entry[e]) - none;
  });
  std::vector<float> logits(seen.size());
  for (std::size_t e = 0; e < seen.size(); ++e) {
    logits[e] = 0.5F * (seen[e] + seen[static_cast<std::size_t>(graph.mate[e])]);
  }
  return sinkhorn(graph, logits, kSlack, kRounds);
}

std::vector<float> weigh_rivals(const PairGraph& graph, const std::vector<float>& logits,
                                const PairEvidence& evidence) {
  Posterior belief{evidence.guide, evidence.no_partner};
  for (const RivalLayer& layer : kLayers) {
    belief = apply(layer, graph, rival_features(graph, logits, evidence, belief));
  }
  return std::move(belief.log_probability);
}

}  // namespace solve_puzzle
