// SPDX-License-Identifier: Apache-2.0
#include "attention/network/self_attention.h"

#include <cmath>
#include <string>

#include "attention/network/masked.h"

namespace solve_puzzle {
namespace {

std::vector<AttentionLayer> register_layers(torch::nn::Module& module, const SelfAttentionOptions& options) {
  std::vector<AttentionLayer> layers;
  for (int i = 0; i < options.layers; ++i) {
    layers.push_back(module.register_module("layer" + std::to_string(i), AttentionLayer(options)));
  }
  return layers;
}

}  // namespace

PieceAttentionImpl::PieceAttentionImpl(const SelfAttentionOptions& options)
    : layers_(register_layers(*this, options)) {}

torch::Tensor PieceAttentionImpl::forward(const torch::Tensor& tokens) {
  torch::Tensor x = tokens.unsqueeze(0);
  const torch::Tensor is_there = torch::ones({1, tokens.size(0)}, tokens.options().dtype(torch::kBool));
  for (AttentionLayer& layer : layers_) x = layer(x, is_there);
  return normalised(x.squeeze(0));
}

torch::Tensor PieceAttentionImpl::forward_among(const torch::Tensor& tokens, const torch::Tensor& neighbours) {
  const torch::Tensor self = torch::arange(tokens.size(0), neighbours.options()).unsqueeze(1);
  const torch::Tensor index = torch::cat({self, neighbours}, 1);
  const torch::Tensor is_there = index >= 0;
  torch::Tensor x = tokens;
  for (AttentionLayer& layer : layers_) x = layer->forward_among(x, index.clamp_min(0), is_there);
  return normalised(x);
}

CandidateAttentionImpl::CandidateAttentionImpl(const SelfAttentionOptions& options)
    : no_partner_(register_parameter("no_partner", torch::randn({1, options.size}) / std::sqrt(options.size))),
      layers_(register_layers(*this, options)),
      to_logit_(register_module("to_logit", torch::nn::Linear(options.size, 1))) {}

torch::Tensor CandidateAttentionImpl::forward(const torch::Tensor& candidates, const torch::Tensor& is_valid) {
  const std::int64_t num_sides = candidates.size(0);
  torch::Tensor x = torch::cat({candidates, no_partner_.expand({num_sides, 1, -1})}, 1);
  const torch::Tensor always = torch::ones({num_sides, 1}, is_valid.options());
  const torch::Tensor is_there = torch::cat({is_valid, always}, 1).to(torch::kBool);
  for (AttentionLayer& layer : layers_) x = layer(x, is_there);
  return only_open(to_logit_(normalised(x)).squeeze(-1), is_there);
}

}  // namespace solve_puzzle
