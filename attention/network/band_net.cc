// SPDX-License-Identifier: Apache-2.0
#include "attention/network/band_net.h"

#include <string>

namespace solve_puzzle {
namespace {

torch::nn::Conv1d convolution(int from, int to, int kernel) {
  return torch::nn::Conv1d(torch::nn::Conv1dOptions(from, to, kernel));
}

/// Lengthens the last dimension by `pad` on both ends with what follows there when the band is closed. Unlike torch's
/// own circular padding it may go round more than once, so that a band of one position works too.
torch::Tensor wrapped(const torch::Tensor& x, int pad) {
  const std::int64_t length = x.size(-1);
  return x.index_select(-1, torch::arange(-pad, length + pad).remainder(length));
}

}  // namespace

BandNetImpl::BandNetImpl(const BandEncoderOptions& options)
    : options_(options),
      stem_(register_module("stem", convolution(options.channels * options.depth, options.width, options.kernel))),
      to_positions_(nullptr),
      to_side_(nullptr) {
  for (int i = 0; i < options.blocks; ++i) {
    const std::string name = "block" + std::to_string(i);
    first_.push_back(register_module(name + "_first", convolution(options.width, options.width, options.kernel)));
    second_.push_back(register_module(name + "_second", convolution(options.width, options.width, options.kernel)));
  }
  to_positions_ = register_module("to_positions", torch::nn::Linear(options.width, options.features));
  to_side_ = register_module("to_side", torch::nn::Linear(options.width, options.features));
}

torch::Tensor BandNetImpl::padded(const torch::Tensor& x) const {
  const int pad = options_.kernel / 2;
  return options_.circular ? wrapped(x, pad) : torch::constant_pad_nd(x, {pad, pad});
}

BandNetOutput BandNetImpl::forward(const torch::Tensor& bands) {
  // The stem sees all depths at once, so depth may as well be channels: [B, C, D, L] → [B, C·D, L].
  torch::Tensor x = torch::relu(stem_(padded(bands.flatten(1, 2))));
  for (std::size_t i = 0; i < first_.size(); ++i) {
    const torch::Tensor inner = torch::relu(first_[i](padded(x)));
    x = torch::relu(x + second_[i](padded(inner)));
  }
  return {.positions = to_positions_(x.transpose(1, 2)), .sides = to_side_(x.mean(-1))};
}

}  // namespace solve_puzzle
