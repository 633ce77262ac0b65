// SPDX-License-Identifier: Apache-2.0
// One layer of a Transformer encoder, pre-norm. What the tokens stand for is elsewhere.
#pragma once

#include "attention/network/self_attention_options.h"
#include "attention/network/torch.h"

namespace solve_puzzle {

///   x ─┬─ norm ── softmax(q kᵀ / √(d / heads)) v ── linear ── + ─┬─ norm ── linear, ReLU, linear ── + ─▶
///      └────────────────────────────────────────────────────────┘ └──────────────────────────────────┘
/// Source: Vaswani et al., "Attention is all you need", NIPS 2017, section 3. The norm before, not after: Xiong et al.,
/// "On
///         layer normalization in the Transformer architecture", ICML 2020.
/// Differs: the norm has no gain and bias of its own, as a linear map with both always follows it.
class AttentionLayerImpl : public torch::nn::Module {
 public:
  explicit AttentionLayerImpl(const SelfAttentionOptions& options);

  /// Every token looks at all of its set that are there.
  /// Shapes: tokens [B, T, d], is_there [B, T] bool → [B, T, d].
  /// Cost: memory for B · heads · T² numbers.
  torch::Tensor forward(const torch::Tensor& tokens, const torch::Tensor& is_there);

  /// Every token looks only at those that are named for it.
  /// Shapes: tokens [N, d], index [N, M] int64 in [0, N), is_there [N, M] bool → [N, d].
  /// Cost: memory for 2 · N · M · d numbers.
  torch::Tensor forward_among(const torch::Tensor& tokens, const torch::Tensor& index, const torch::Tensor& is_there);

 private:
  torch::Tensor attend(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                       const torch::Tensor& is_there) const;
  torch::Tensor finish(const torch::Tensor& tokens, const torch::Tensor& attended);

  int heads_;
  torch::nn::Linear to_query_, to_key_, to_value_, to_output_;
  torch::nn::Linear to_hidden_, from_hidden_;
};
TORCH_MODULE(AttentionLayer);

/// Gives tokens of mean 0 and deviation 1.
/// Shapes: [..., d] → [..., d].
torch::Tensor normalised(const torch::Tensor& tokens);

}  // namespace solve_puzzle
