// SPDX-License-Identifier: Apache-2.0
#include "attention/network/seam_encoder.h"

#include <string>

#include "attention/network/seam_input.h"

namespace solve_puzzle {
namespace {

constexpr int kKernel = 3;

torch::nn::Conv1d wide_convolution(int from, int to, int dilation) {
  return torch::nn::Conv1d(torch::nn::Conv1dOptions(from, to, kKernel).padding(dilation).dilation(dilation));
}

}  // namespace

SeamEncoderImpl::SeamEncoderImpl(const SeamOptions& options)
    : options_(options),
      stem_(register_module("stem", wide_convolution(num_seam_channels(options.depth), options.width, 1))) {
  for (int i = 0; i < options.blocks; ++i) {
    const std::string name = "block" + std::to_string(i);
    wide_.push_back(register_module(name + "_wide", wide_convolution(options.width, options.width, 1 << i)));
    pointwise_.push_back(register_module(name + "_pointwise",
                                         torch::nn::Conv1d(torch::nn::Conv1dOptions(options.width, options.width, 1))));
  }
}

torch::Tensor SeamEncoderImpl::forward(const torch::Tensor& seam) {
  torch::Tensor x = stem_(seam);
  for (std::size_t i = 0; i < wide_.size(); ++i) {
    x = x + pointwise_[i](torch::relu(wide_[i](torch::relu(x))));
  }
  return torch::relu(x);
}

void SeamEncoderImpl::close_blocks() {
  const torch::NoGradGuard no_grad;
  for (torch::nn::Conv1d& layer : pointwise_) layer->weight.zero_();
}

std::int64_t SeamEncoderImpl::num_multiply_adds(int length) const {
  const std::int64_t width = options_.width;
  const std::int64_t stem = num_seam_channels(options_.depth) * width * kKernel;
  return length * (stem + options_.blocks * width * width * (kKernel + 1));
}

}  // namespace solve_puzzle
