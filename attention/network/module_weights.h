// SPDX-License-Identifier: Apache-2.0
// Between the parameters of a torch module and named arrays of numbers. No files.
#pragma once

#include <vector>

#include "attention/network/torch.h"
#include "attention/weights.h"

namespace solve_puzzle {

WeightTensor weight_tensor(const std::string& name, const torch::Tensor& values);
torch::Tensor tensor_of(const WeightTensor& weights);

std::vector<WeightTensor> weights_of(const torch::nn::Module& module);

/// Sets all parameters. Throws: Error when one is missing, unknown, or of another size; nothing is changed then.
void load_weights(torch::nn::Module& module, const Weights& weights);

}  // namespace solve_puzzle
