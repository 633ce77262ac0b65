// SPDX-License-Identifier: Apache-2.0
#include "attention/network/module_weights.h"

namespace solve_puzzle {

WeightTensor weight_tensor(const std::string& name, const torch::Tensor& values) {
  const torch::Tensor flat = values.detach().to(torch::kCPU, torch::kFloat32).contiguous();
  return {name, flat.sizes().vec(), {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()}};
}

torch::Tensor tensor_of(const WeightTensor& weights) { return torch::tensor(weights.values).view(weights.shape); }

std::vector<WeightTensor> weights_of(const torch::nn::Module& module) {
  std::vector<WeightTensor> result;
  for (const auto& parameter : module.named_parameters()) {
    result.push_back(weight_tensor(parameter.key(), parameter.value()));
  }
  return result;
}

void load_weights(torch::nn::Module& module, const Weights& weights) {
  const torch::NoGradGuard no_grad;
  std::vector<ExpectedTensor> expected;
  for (const auto& parameter : module.named_parameters()) {
    expected.push_back({parameter.key(), parameter.value().sizes().vec()});
  }
  check_tensors(weights, expected);
  for (auto& parameter : module.named_parameters()) parameter.value().copy_(tensor_of(weights.at(parameter.key())));
}

}  // namespace solve_puzzle
