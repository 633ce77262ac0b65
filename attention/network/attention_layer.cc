// SPDX-License-Identifier: Apache-2.0
#include "attention/network/attention_layer.h"

#include <fmt/format.h>

#include <cmath>

#include "attention/network/masked.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

int checked_heads(const SelfAttentionOptions& options) {
  if (options.heads > 0 && options.size % options.heads == 0) return options.heads;
  throw Error(fmt::format("self-attention: found tokens of {} numbers and {} heads, expected a multiple of the heads",
                          options.size, options.heads));
}

/// Shapes: [B, T, d] → [B, heads, T, d / heads].
torch::Tensor split(const torch::Tensor& tokens, int heads) {
  return tokens.view({tokens.size(0), tokens.size(1), heads, tokens.size(2) / heads}).transpose(1, 2);
}

}  // namespace

torch::Tensor normalised(const torch::Tensor& tokens) { return torch::layer_norm(tokens, {tokens.size(-1)}); }

AttentionLayerImpl::AttentionLayerImpl(const SelfAttentionOptions& options)
    : heads_(checked_heads(options)),
      to_query_(register_module("to_query", torch::nn::Linear(options.size, options.size))),
      to_key_(register_module("to_key", torch::nn::Linear(options.size, options.size))),
      to_value_(register_module("to_value", torch::nn::Linear(options.size, options.size))),
      to_output_(register_module("to_output", torch::nn::Linear(options.size, options.size))),
      to_hidden_(register_module("to_hidden", torch::nn::Linear(options.size, options.hidden))),
      from_hidden_(register_module("from_hidden", torch::nn::Linear(options.hidden, options.size))) {}

/// Shapes: query [B, R, d], key and value [B, T, d], is_there [B, T] → [B, R, d].
torch::Tensor AttentionLayerImpl::attend(const torch::Tensor& query, const torch::Tensor& key,
                                         const torch::Tensor& value, const torch::Tensor& is_there) const {
  const torch::Tensor q = split(query, heads_), k = split(key, heads_), v = split(value, heads_);
  const torch::Tensor scores = torch::matmul(q, k.transpose(2, 3)) / std::sqrt(static_cast<double>(q.size(3)));
  const torch::Tensor weights = only_open(scores, is_there.unsqueeze(1).unsqueeze(1)).softmax(-1);
  return torch::matmul(weights, v).transpose(1, 2).flatten(2);
}

/// The rest of the layer, once it is known what the tokens saw.
torch::Tensor AttentionLayerImpl::finish(const torch::Tensor& tokens, const torch::Tensor& attended) {
  const torch::Tensor seen = tokens + to_output_(attended);
  return seen + from_hidden_(torch::relu(to_hidden_(normalised(seen))));
}

torch::Tensor AttentionLayerImpl::forward(const torch::Tensor& tokens, const torch::Tensor& is_there) {
  const torch::Tensor x = normalised(tokens);
  return finish(tokens, attend(to_query_(x), to_key_(x), to_value_(x), is_there));
}

torch::Tensor AttentionLayerImpl::forward_among(const torch::Tensor& tokens, const torch::Tensor& index,
                                                const torch::Tensor& is_there) {
  // Each token is a set of its own with one that asks: [N, 1, d] looks at [N, M, d].
  const torch::Tensor x = normalised(tokens);
  const torch::Tensor key = to_key_(x).index({index}), value = to_value_(x).index({index});
  return finish(tokens, attend(to_query_(x).unsqueeze(1), key, value, is_there).squeeze(1));
}

}  // namespace solve_puzzle
