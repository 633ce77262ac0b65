// SPDX-License-Identifier: Apache-2.0
#include "attention/network/initialise.h"

#include <cmath>

#include "puzzles/random.h"

namespace solve_puzzle {

void initialise(torch::nn::Module& module, std::uint64_t seed) {
  const torch::NoGradGuard no_grad;
  std::uint64_t index = 0;
  for (torch::Tensor& parameter : module.parameters()) {
    Random random(seed, index++);
    if (parameter.dim() < 2) {
      parameter.zero_();
      continue;
    }
    const double inputs = static_cast<double>(parameter.numel() / parameter.size(0));
    const double deviation = std::sqrt(2.0 / inputs);
    float* values = parameter.data_ptr<float>();
    for (std::int64_t i = 0; i < parameter.numel(); ++i) values[i] = static_cast<float>(deviation * random.normal());
  }
}

}  // namespace solve_puzzle
