// SPDX-License-Identifier: Apache-2.0
// Soft selection: a weight for every position, the context is the weighted mean. The score itself is additive_score.h.
#pragma once

#include "attention/network/additive_score.h"
#include "attention/network/selection.h"

namespace solve_puzzle {

///   features [B, F, L], query [B, Q]
///     │ a = softmax( vᵀ tanh(W x + U q) )   [B, L]
///     └ context = Σ a_i x_i                 [B, F]
/// Source: Bahdanau, Cho, Bengio, "Neural machine translation by jointly learning to align and translate", ICLR 2015,
///         section 3.1.
class SoftSelectionImpl : public SelectionImpl {
 public:
  explicit SoftSelectionImpl(const SelectionOptions& options);
  Selected select(const SeamBatch& seams, const SelectMode& mode) override;
  int context_size() const override { return options_.features; }
  std::int64_t multiply_adds(int length) const override;

 private:
  SelectionOptions options_;
  AdditiveScore score_;
};

}  // namespace solve_puzzle
