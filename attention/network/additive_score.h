// SPDX-License-Identifier: Apache-2.0
// How well each position answers a query: the annotation that soft and hard selection share. No choice is made here.
#pragma once

#include <cstdint>

#include "attention/network/torch.h"

namespace solve_puzzle {

/// score_i = vᵀ tanh(W x_i + U q)
/// Source: Bahdanau, Cho, Bengio, "Neural machine translation by jointly learning to align and translate", ICLR 2015,
///         section A.1.2.
class AdditiveScoreImpl : public torch::nn::Module {
 public:
  AdditiveScoreImpl(int features, int query, int width);

  /// Gives W x, which all queries to the same positions share.
  /// Shapes: features [B, F, L] → [B, L, width].
  torch::Tensor keys(const torch::Tensor& features);
  /// Shapes: keys [B, L, width], query [..., B, Q] → [..., B, L].
  torch::Tensor forward(const torch::Tensor& keys, const torch::Tensor& query);

  std::int64_t multiply_adds_of_keys(int length) const;
  std::int64_t multiply_adds_of_scores(int length) const;

 private:
  torch::nn::Linear of_features_;  // W
  torch::nn::Linear of_query_;     // U
  torch::nn::Linear to_score_;     // vᵀ
};
TORCH_MODULE(AdditiveScore);

}  // namespace solve_puzzle
