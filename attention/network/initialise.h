// SPDX-License-Identifier: Apache-2.0
// First weights of a network, the same with every compiler and LibTorch. No training.
#pragma once

#include <cstdint>

#include "attention/network/torch.h"

namespace solve_puzzle {

/// Fills all weights with normal numbers of deviation sqrt(2 / inputs) and all biases with 0.
/// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015, section 2.2.
/// Differs: every parameter has a random stream of its own, by its place in the list of parameters.
void initialise(torch::nn::Module& module, std::uint64_t seed);

}  // namespace solve_puzzle
