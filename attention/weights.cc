// SPDX-License-Identifier: Apache-2.0
#include "attention/weights.h"

#include <fmt/format.h>

#include <algorithm>

#include "attention/weights_format.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr const char* kLikelyCause = "the file was made by another architecture";

template <class Tensors>
auto find(Tensors&& tensors, const std::string& name) {
  return std::ranges::find_if(tensors, [&](const auto& tensor) { return tensor.name == name; });
}

[[noreturn]] void fail(const Weights& weights, const std::string& name, const std::string& found,
                       const std::string& expected) {
  throw Error(fmt::format("weights {}: tensor {}: found {}, expected {}; {}", weights.file, name, found, expected,
                          kLikelyCause));
}

}  // namespace

const WeightTensor& Weights::at(const std::string& name) const {
  const auto found = find(tensors, name);
  if (found == tensors.end()) fail(*this, name, "none", "it");
  return *found;
}

void check_tensors(const Weights& weights, std::span<const ExpectedTensor> expected) {
  for (const ExpectedTensor& tensor : expected) {
    const auto found = find(weights.tensors, tensor.name);
    if (found == weights.tensors.end()) fail(weights, tensor.name, "none", shape_text(tensor.shape));
    if (found->shape != tensor.shape) {
      fail(weights, tensor.name, shape_text(found->shape), shape_text(tensor.shape));
    }
  }
  for (const WeightTensor& tensor : weights.tensors) {
    if (find(expected, tensor.name) == expected.end()) fail(weights, tensor.name, shape_text(tensor.shape), "none");
  }
}

}  // namespace solve_puzzle
