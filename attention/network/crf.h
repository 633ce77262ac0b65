// SPDX-License-Identifier: Apache-2.0
// The linear-chain conditional random field, open or closed to a ring: its mathematics as functions. No weights here.
#pragma once

#include "attention/network/torch.h"

namespace solve_puzzle {

/// p(z) = exp( Σ_i unary[i, z_i] + Σ_i pairwise[z_{i-1}, z_i] ) / Z,   z ∈ {0 … C-1}^L
///
/// The second sum begins at the second position of an open chain. In a ring the first position comes after the last, so
/// that a ring of one position is its own neighbour. A batch is B chains with potentials of their own.
/// Source: Lafferty, McCallum, Pereira, "Conditional random fields", ICML 2001, section 3. As attention: Kim, Denton,
///         Hoang, Rush, "Structured attention networks", ICLR 2017, section 3.1.
/// Differs: the ring; masked positions are taken out wherever they stand, and their neighbours become neighbours.
struct Crf {
  torch::Tensor unary;      ///< [B, L, C]
  torch::Tensor pairwise;   ///< [C, C], from the label before to the label
  torch::Tensor mask = {};  ///< [B, L], 0: taken out; undefined: nothing is
  bool is_ring = false;
};

/// Gives log Z. Shapes: [B].
torch::Tensor log_partition(const Crf& crf);

/// Gives p(z_i = c), 0 where masked. Shapes: [B, L, C].
torch::Tensor marginals(const Crf& crf);

/// Gives p(z_{i-1} = j, z_i = c), where i - 1 is the position before that is not masked. 0 where masked, and at the
/// first position of an open chain. Shapes: [B, L, C, C].
torch::Tensor pair_marginals(const Crf& crf);

/// Gives -Σ_z p(z) log p(z) in nats. Shapes: [B].
torch::Tensor entropy(const Crf& crf);

/// Gives log p(z) + log Z.
/// Shapes: labels [B, L], int64, read where not masked → [B].
torch::Tensor log_weight(const Crf& crf, const torch::Tensor& labels);

/// Gives the labels of greatest probability (Viterbi), 0 where masked. Not differentiable.
/// Shapes: [B, L], int64.
torch::Tensor most_probable(const Crf& crf);

}  // namespace solve_puzzle
