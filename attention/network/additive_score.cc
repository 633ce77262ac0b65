// SPDX-License-Identifier: Apache-2.0
#include "attention/network/additive_score.h"

namespace solve_puzzle {
namespace {

torch::nn::Linear without_bias(int from, int to) {
  return torch::nn::Linear(torch::nn::LinearOptions(from, to).bias(false));
}

}  // namespace

AdditiveScoreImpl::AdditiveScoreImpl(int features, int query, int width)
    : of_features_(register_module("of_features", torch::nn::Linear(features, width))),
      of_query_(register_module("of_query", without_bias(query, width))),
      to_score_(register_module("to_score", without_bias(width, 1))) {}

torch::Tensor AdditiveScoreImpl::keys(const torch::Tensor& features) { return of_features_(features.transpose(1, 2)); }

torch::Tensor AdditiveScoreImpl::forward(const torch::Tensor& keys, const torch::Tensor& query) {
  return to_score_(torch::tanh(keys + of_query_(query).unsqueeze(-2))).squeeze(-1);
}

std::int64_t AdditiveScoreImpl::multiply_adds_of_keys(int length) const {
  return length * of_features_->weight.numel();
}

std::int64_t AdditiveScoreImpl::multiply_adds_of_scores(int length) const {
  return of_query_->weight.numel() + length * to_score_->weight.numel();
}

}  // namespace solve_puzzle
