// SPDX-License-Identifier: Apache-2.0
// A small pointwise network that weighs a pair against its rivals and the loops around it, after the plain rules of
// solver/context.h. For the learned matcher. No pixels, no placement, no training (tools/fit_rivals.cc).
#pragma once

#include <array>
#include <vector>

#include "solver/rival_features.h"

namespace solve_puzzle {

/// One hidden layer of rectified units beside a linear path; "no partner" is linear.
struct RivalLayer {
  static constexpr std::size_t kNumHidden = 16;

  std::array<std::array<float, kNumRivalFeatures>, kNumHidden> hidden;
  std::array<float, kNumHidden> bias;
  std::array<float, kNumHidden> output;
  std::array<float, kNumRivalFeatures> linear;
  std::array<float, kNumNoPartnerFeatures> no_partner;

  float pair(const std::array<float, kNumRivalFeatures>& x) const;
  float none(const std::array<float, kNumNoPartnerFeatures>& x) const;
};

/// Gives the belief after one layer: logits of all pairs, both sides' views averaged, normalised both ways.
Posterior apply(const RivalLayer& layer, const PairGraph& graph, const RivalFeatures& features);

/// Gives evidence.guide anew, layer by layer, each seeing the loops of the belief before it.
std::vector<float> weigh_rivals(const PairGraph& graph, const std::vector<float>& logits, const PairEvidence& evidence);

}  // namespace solve_puzzle
