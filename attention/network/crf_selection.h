// SPDX-License-Identifier: Apache-2.0
// Structured selection: which stretch of the seam touches, and what is seen there. The field itself is crf.h.
#pragma once

#include "attention/network/additive_score.h"
#include "attention/network/crf.h"
#include "attention/network/selection.h"

namespace solve_puzzle {

///   features [B, F, L], query [B, Q]
///     │ θ_i(1) = vᵀ tanh(W x_i + U q),  θ_i(0) = 0             [B, L]
///     │ p_i = p(z_i = 1) of the chain or ring with those and one learned 2×2 matrix, z_i = 1: the pieces touch at i
///     └ context = λ Σ p_i x_i / Σ p_i                          [B, F]
/// Source: Kim, Denton, Hoang, Rush, "Structured attention networks", ICLR 2017, section 3.1.
/// Differs: the context is divided by Σ p_i, so that a short stretch is not a weak one, and λ = exp of what is learned.
class CrfSelectionImpl : public SelectionImpl {
 public:
  explicit CrfSelectionImpl(const SelectionOptions& options);
  Selected select(const SeamBatch& seams, const SelectMode& mode) override;
  int context_size() const override { return options_.features; }
  std::int64_t multiply_adds(int length) const override;

  /// Gives -log p(truth): the loss where it is known which stretch touches.
  /// Shapes: stretch_logits [B, L], stretch_truth [B, L] of 0 and 1, mask [B, L] or undefined → [B].
  torch::Tensor negative_log_likelihood(const torch::Tensor& stretch_logits, const torch::Tensor& stretch_truth,
                                        const torch::Tensor& mask) const;

  /// Gives the most probable stretch, for the solver and the report.
  /// Shapes: stretch_logits [B, L], mask [B, L] or undefined → [B, L], int64, of 0 and 1.
  torch::Tensor most_probable_stretch(const torch::Tensor& stretch_logits, const torch::Tensor& mask) const;

 private:
  Crf field(const torch::Tensor& stretch_logits, const torch::Tensor& mask) const;

  SelectionOptions options_;
  AdditiveScore score_;
  torch::Tensor pairwise_;   // [4]: flat, as what has one dimension starts at zero (initialise.h)
  torch::Tensor log_scale_;  // [1], log λ
};

}  // namespace solve_puzzle
