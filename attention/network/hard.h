// SPDX-License-Identifier: Apache-2.0
// Hard selection: a few glimpses at windows of the raw seam, each place sampled or the most probable. The loss that
// trains it is in reinforce.h.
#pragma once

#include <functional>

#include "attention/network/additive_score.h"
#include "attention/network/selection.h"

namespace solve_puzzle {

///   raw [B, C, L] ── convolution, ReLU ──▶ coarse features of every position [B, width / 4, L]   (once, cheap)
///   query [B, Q] ─── linear, tanh ──▶ state h₀ of an LSTM [S, B, width]
///   for t in 1 … T:
///     │ p = softmax( vᵀ tanh(W coarse_i + U h_{t-1}) ) over the centres of windows [S, B, L]
///     │ i ∼ p in training, else the most probable; not again where half of an earlier window is
///     │ window of raw around i ── 2 × (convolution, ReLU), linear, ReLU ──▶ glimpse [S, B, width]   (deep, one window)
///     └ h_t = LSTM( glimpse, place; h_{t-1} )
///   context = h_T [S, B, width]
/// Source: Mnih, Heess, Graves, Kavukcuoglu, "Recurrent models of visual attention", NIPS 2014, section 3. A place
/// drawn
///         from a softmax over positions, and the expectation: Xu et al., "Show, attend and tell", ICML 2015,
///         section 4.
/// Differs: the expectation averages the pixels of the windows and the places, not features; no window is taken twice.
class HardSelectionImpl : public SelectionImpl {
 public:
  /// Chooses a centre for each sample and seam.
  /// Shapes: log_probs [S, B, L] → [S, B], int64.
  using Choose = std::function<torch::Tensor(const torch::Tensor& log_probs)>;

  explicit HardSelectionImpl(const SelectionOptions& options);
  /// Gives as weights the mean over the glimpses of where their centres were, as entropy its sum over the glimpses.
  Selected select(const SeamBatch& seams, const SelectMode& mode) override;
  int context_size() const override { return options_.width; }
  std::int64_t multiply_adds(int length) const override;

  /// Looks where `choose` says, once for each glimpse. Gives log_prob and entropy, however the choice was made.
  Selected look(const SeamBatch& seams, int num_samples, const Choose& choose);

 private:
  struct Scene;
  struct State;
  Scene prepare(const SeamBatch& seams);
  State begin(const torch::Tensor& query, int num_samples);
  torch::Tensor scores(const Scene& scene, const State& state);
  void update(State& state, const torch::Tensor& windows, const torch::Tensor& places);
  Selected expect(const SeamBatch& seams);

  SelectionOptions options_;
  torch::nn::Conv1d coarse_;
  AdditiveScore score_;
  torch::nn::Linear to_state_;
  torch::nn::Conv1d first_, second_;
  torch::nn::Linear to_glimpse_;
  torch::nn::LSTMCell lstm_;
};

}  // namespace solve_puzzle
