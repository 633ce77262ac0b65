// SPDX-License-Identifier: Apache-2.0
// A closed chain of matrices in log space: its trace, the derivatives of that, its heaviest path. No labels, no masks.
//
// A step is a matrix m_i of logs, from the state before to the state after. A closed path z (z_0 = z_L) has the log
// weight Σ_i m_i[z_{i-1}, z_i]; all of them together weigh Z = tr(M₁ ⋯ M_L), M_i = exp m_i. An open chain is the
// special case in which the step that closes the ring does not ask where it comes from.
#pragma once

#include "attention/network/torch.h"

namespace solve_puzzle {

/// Gives log Z. Its gradient is step_shares.
/// Shapes: steps [B, L, C, C] → [B].
/// Cost: L · C³ exponentials; a loop over L, nothing else.
torch::Tensor log_trace(const torch::Tensor& steps);

/// Gives the share of Z that passes through each entry of each step, p(z_{i-1} = j, z_i = c): the gradient of log Z,
/// from the products of all steps before and of all steps after. Its Jacobian is the Hessian of log Z and so symmetric:
/// the product of a vector with it, which backward needs, is one pass of forward-mode differentiation. Shapes: steps
/// [B, L, C, C] → [B, L, C, C]. Cost: 3 · L · C³ exponentials, twice that backward. Source: Eisner, "Inside-outside and
/// forward-backward algorithms are just backprop", SPNLP 2016 (marginals as a
///         gradient); Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6, 1994 (that a
///         forward pass gives the product); Li, Eisner, "First- and second-order expectation semirings", EMNLP 2009
///         (tangents carried along with the sums).
torch::Tensor step_shares(const torch::Tensor& steps);

/// Gives the closed path of greatest weight, the states z_1 … z_L. Not differentiable.
/// Shapes: steps [B, L, C, C] → [B, L], int64.
/// Source: Viterbi, "Error bounds for convolutional codes", IEEE Trans. Information Theory 13, 1967.
/// Differs: all C states in which the ring may close are followed at once.
torch::Tensor heaviest_path(const torch::Tensor& steps);

}  // namespace solve_puzzle
