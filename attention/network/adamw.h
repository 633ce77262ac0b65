// SPDX-License-Identifier: Apache-2.0
// The optimiser. LibTorch's own keeps its state in archives that differ between versions; this one's state is tensors
// that fit into a weights file, so that a run goes on exactly where it stopped.
#pragma once

#include <cstdint>
#include <vector>

#include "attention/network/torch.h"

namespace solve_puzzle {

/// Adam with decoupled weight decay. Source: Loshchilov, Hutter, "Decoupled weight decay regularization", ICLR 2019,
/// algorithm 2. Differs: decay only for parameters of two and more dimensions; gradients are cut to a norm of 1.
class AdamW {
 public:
  AdamW(std::vector<torch::Tensor> parameters, double weight_decay);

  void zero_gradients();

  /// Throws: Error when a gradient is not finite; nothing has changed then.
  void step(double learning_rate);

  std::int64_t num_steps() const { return num_steps_; }
  const std::vector<torch::Tensor>& first_moments() const { return first_; }
  const std::vector<torch::Tensor>& second_moments() const { return second_; }
  void restore(std::int64_t num_steps, std::vector<torch::Tensor> first, std::vector<torch::Tensor> second);

 private:
  double gradient_norm() const;

  std::vector<torch::Tensor> parameters_;
  std::vector<torch::Tensor> first_;
  std::vector<torch::Tensor> second_;
  double weight_decay_;
  std::int64_t num_steps_ = 0;
};

}  // namespace solve_puzzle
