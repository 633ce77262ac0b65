// SPDX-License-Identifier: Apache-2.0
// What a small network is told of a pair among its rivals and loops (solver/rival_network.h). No weights.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "solver/context.h"

namespace solve_puzzle {

constexpr std::size_t kNumRivalFeatures = 15;
constexpr std::size_t kNumNoPartnerFeatures = 4;

/// Numbers of about -3 to 3. Seen from one side: entry and mate differ.
struct RivalFeatures {
  std::vector<std::array<float, kNumRivalFeatures>> of_entry;
  std::vector<std::array<float, kNumNoPartnerFeatures>> of_side;  ///< of "no partner"
};

/// Gives them from the network's logits, the evidence that they gave (with the classical second opinion), and what is
/// believed so far, loops included. Throws nothing; a graph without entries gives none.
RivalFeatures rival_features(const PairGraph& graph, const std::vector<float>& logits, const PairEvidence& evidence,
                             const Posterior& belief);

}  // namespace solve_puzzle
