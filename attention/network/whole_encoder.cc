// SPDX-License-Identifier: Apache-2.0
#include "attention/network/whole_encoder.h"

#include <array>
#include <string>

namespace solve_puzzle {
namespace {

struct Layer {
  int from;
  int to;
  int halvings;  ///< before this layer
};

constexpr std::array<Layer, 5> kLayers = {{{3, 32, 0}, {32, 64, 0}, {64, 64, 0}, {64, 64, 1}, {64, 64, 2}}};

}  // namespace

WholeEncoderImpl::WholeEncoderImpl() {
  for (std::size_t i = 0; i < kLayers.size(); ++i) {
    layers_.push_back(
        register_module("layer" + std::to_string(i),
                        torch::nn::Conv2d(torch::nn::Conv2dOptions(kLayers[i].from, kLayers[i].to, 3).padding(1))));
  }
}

torch::Tensor WholeEncoderImpl::forward(const torch::Tensor& picture) {
  torch::Tensor x = picture;
  int halvings = 0;
  for (std::size_t i = 0; i < kLayers.size(); ++i) {
    for (; halvings < kLayers[i].halvings; ++halvings) {
      if (x.size(2) > 1 && x.size(3) > 1) x = torch::max_pool2d(x, 2);
    }
    x = torch::relu(layers_[i](x));
  }
  return x.mean({2, 3});
}

std::int64_t WholeEncoderImpl::num_multiply_adds(int height, int width) const {
  std::int64_t sum = 0;
  for (const Layer& layer : kLayers) {
    sum += static_cast<std::int64_t>(height >> layer.halvings) * (width >> layer.halvings) * layer.from * layer.to * 9;
  }
  return sum;
}

}  // namespace solve_puzzle
