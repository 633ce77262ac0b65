// SPDX-License-Identifier: Apache-2.0
// The loss that trains a sampled choice, given how good each sample turned out. What a reward is, the trainer knows.
#pragma once

#include "attention/network/torch.h"

namespace solve_puzzle {

struct ReinforceWeights {
  double reward = 0.1;
  double entropy = 0.002;
};

/// Gives how much better each sample was than the mean of the other samples of the same pair. With one sample there are
/// no others, and it is the reward itself. Shapes: reward [S, B] → [S, B]. Source: Kool, van Hoof, Welling, "Buy 4
/// REINFORCE samples, get a baseline for free!", ICLR workshop 2019.
inline torch::Tensor advantage(const torch::Tensor& reward) {
  const auto num_others = static_cast<double>(reward.size(0) - 1);
  if (num_others == 0) return reward;
  return reward - (reward.sum(0, /*keepdim=*/true) - reward) / num_others;
}

/// Gives the loss whose gradient is, in the mean over the samples, that of
/// -weights.reward · E[reward] - weights.entropy · entropy, where the reward does not itself depend on the weights.
/// Shapes: log_prob, reward, entropy [S, B] → scalar, the mean over samples and pairs.
/// Source: Williams, "Simple statistical gradient-following algorithms", Machine Learning 8, 1992; the entropy: Xu et
/// al.,
///         "Show, attend and tell", ICML 2015, section 4.1.
inline torch::Tensor reinforce_loss(const torch::Tensor& log_prob, const torch::Tensor& reward,
                                    const torch::Tensor& entropy, const ReinforceWeights& weights = {}) {
  const torch::Tensor gain = advantage(reward.detach()) * log_prob;
  return -(weights.reward * gain + weights.entropy * entropy).mean();
}

}  // namespace solve_puzzle
