// SPDX-License-Identifier: Apache-2.0
// Self-attention: pieces read in the light of the others, and candidates of one side in the light of their rivals. The
// layer itself is attention_layer.h.
#pragma once

#include <vector>

#include "attention/network/attention_layer.h"

namespace solve_puzzle {

/// A Transformer encoder over all pieces of a puzzle. Pieces have no order: permuting them permutes the result.
///
///   tokens [N, d] ── layers × attention ── norm ──▶ [N, d]
/// Source: Vaswani et al., "Attention is all you need", NIPS 2017, section 3.1.
/// Differs: no positions are added, as the pieces have none.
class PieceAttentionImpl : public torch::nn::Module {
 public:
  explicit PieceAttentionImpl(const SelfAttentionOptions& options);

  /// Every piece looks at all pieces. Shapes: [N, d] → [N, d]. Cost: memory for heads · N² numbers.
  torch::Tensor forward(const torch::Tensor& tokens);

  /// Every piece looks at itself and at its neighbours, such as the candidates of its sides: for huge puzzles.
  /// Shapes: tokens [N, d], neighbours [N, M] int64, -1 where there is none → [N, d].
  /// Cost: memory for 2 · N · (M + 1) · d numbers.
  torch::Tensor forward_among(const torch::Tensor& tokens, const torch::Tensor& neighbours);

 private:
  std::vector<AttentionLayer> layers_;
};
TORCH_MODULE(PieceAttention);

/// Weighs the K candidates of a side against each other and against having no partner at all: a join is good or bad
/// only against its rivals. Permuting the candidates permutes their logits.
///
///   candidates [B, K, d] + one learned "no partner" token ── layers × attention ── norm, linear ──▶ logits [B, K + 1]
/// Source: Vaswani et al., "Attention is all you need", NIPS 2017, section 3.1.
/// Differs: no positions are added; the token that stands for none.
class CandidateAttentionImpl : public torch::nn::Module {
 public:
  explicit CandidateAttentionImpl(const SelfAttentionOptions& options);

  /// Gives the logit of each candidate, log 0 (masked.h) where it is not valid, and last that of no partner.
  /// Shapes: candidates [B, K, d], is_valid [B, K] → [B, K + 1].
  torch::Tensor forward(const torch::Tensor& candidates, const torch::Tensor& is_valid);

 private:
  torch::Tensor no_partner_;  // [1, d]
  std::vector<AttentionLayer> layers_;
  torch::nn::Linear to_logit_;
};
TORCH_MODULE(CandidateAttention);

}  // namespace solve_puzzle
