// SPDX-License-Identifier: Apache-2.0
// What a selection is: it picks, out of the L positions of a seam, what matters to a query. The kinds are elsewhere.
//
// Notation: inputs x₁…x_L, query q, selection z, attention p(z | x, q), context c = E_{z∼p}[ f(x, z) ].
// Source: Kim, Denton, Hoang, Rush, "Structured attention networks", ICLR 2017, section 2.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "attention/network/selection_options.h"
#include "attention/network/torch.h"

namespace solve_puzzle {

/// What a selection chooses from: B seams of at most L positions. Every seam has at least one position.
struct SeamBatch {
  torch::Tensor features;   ///< [B, F, L]
  torch::Tensor raw = {};   ///< [B, C, L], the seam before the encoder; read by the hard selection only
  torch::Tensor query;      ///< [B, Q]
  torch::Tensor mask = {};  ///< [B, L], 1 where there is a seam, 0 where padded; undefined: all ones

  /// Shapes: [B, L], bool.
  torch::Tensor is_seam() const;
};

/// How to choose. Only the hard selection looks at it.
struct SelectMode {
  bool is_training = false;      ///< sample; else the most probable
  int num_samples = 1;           ///< S, independent ones for each seam
  bool use_expectation = false;  ///< no sample even in training, but the mean that the probabilities give; then S = 1
  std::uint64_t seed = 0;        ///< the same seed and item: the same choice
  std::uint64_t item = 0;        ///< such as the number of the batch
};

/// S is 1 unless the choice was sampled.
struct Selected {
  torch::Tensor context;              ///< [S, B, context_size()]
  torch::Tensor weights;              ///< [S, B, L], where it looked: 0 where padded, sum 1 over the rest
  torch::Tensor log_prob = {};        ///< [S, B], of the choice; undefined unless sampled
  torch::Tensor entropy = {};         ///< [S, B], of the distributions chosen from; undefined unless sampled
  torch::Tensor stretch = {};         ///< [B, L], p(z_i = 1), the two pieces touch at i; crf only
  torch::Tensor stretch_logits = {};  ///< [B, L], θ_i(1), where θ_i(0) = 0; crf only
};

class SelectionImpl : public torch::nn::Module {
 public:
  virtual Selected select(const SeamBatch& seams, const SelectMode& mode) = 0;
  /// Gives how many numbers a context has.
  virtual int context_size() const = 0;
  /// Gives the multiply–adds for one seam of that length when not training. Sums and functions of one value are free.
  virtual std::int64_t multiply_adds(int length) const = 0;
};

/// Makes the selection of that kind: mean (no attention), soft, hard, crf.
/// Throws: Error when there is no such kind.
std::shared_ptr<SelectionImpl> make_selection(const std::string& kind, const SelectionOptions& options);

}  // namespace solve_puzzle
