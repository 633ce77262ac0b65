// SPDX-License-Identifier: Apache-2.0
// The expectation under a choice of one position. How the weights come about is elsewhere.
#pragma once

#include "attention/network/torch.h"

namespace solve_puzzle {

/// Gives Σ_i w_i x_i as the one sample of a context.
/// Shapes: features [B, F, L], weights [B, L] → [1, B, F].
inline torch::Tensor weighted_sum(const torch::Tensor& features, const torch::Tensor& weights) {
  return torch::bmm(features, weights.unsqueeze(-1)).squeeze(-1).unsqueeze(0);
}

}  // namespace solve_puzzle
