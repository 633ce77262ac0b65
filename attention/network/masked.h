// SPDX-License-Identifier: Apache-2.0
// How a mask enters a softmax, and the number that stands for log 0. Nothing else.
#pragma once

#include "attention/network/torch.h"

namespace solve_puzzle {

/// Stands for log 0. Not -∞, whose differences are NaN; it leaves room for sums of thousands in float.
inline constexpr double kNever = -1e30;

/// Gives the logits where `is_open`, elsewhere log 0: a softmax of it is exactly 0 there (all equal if nothing is
/// open). Shapes: logits [..., L], is_open bool that expands to it.
inline torch::Tensor only_open(const torch::Tensor& logits, const torch::Tensor& is_open) {
  return logits.masked_fill(is_open.logical_not(), kNever);
}

}  // namespace solve_puzzle
