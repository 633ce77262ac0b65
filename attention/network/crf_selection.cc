// SPDX-License-Identifier: Apache-2.0
#include "attention/network/crf_selection.h"

#include "attention/network/weighted_sum.h"

namespace solve_puzzle {
namespace {

/// Below this nothing touches, and the context fades to zero instead of being noise divided by nothing.
constexpr double kNothing = 1e-12;

}  // namespace

CrfSelectionImpl::CrfSelectionImpl(const SelectionOptions& options)
    : options_(options),
      score_(register_module("score", AdditiveScore(options.features, options.query, options.width))),
      pairwise_(register_parameter("pairwise", torch::zeros({4}))),
      log_scale_(register_parameter("log_scale", torch::zeros({1}))) {}

Crf CrfSelectionImpl::field(const torch::Tensor& stretch_logits, const torch::Tensor& mask) const {
  return {.unary = torch::stack({torch::zeros_like(stretch_logits), stretch_logits}, -1),
          .pairwise = pairwise_.view({2, 2}),
          .mask = mask,
          .is_ring = options_.is_ring};
}

Selected CrfSelectionImpl::select(const SeamBatch& seams, const SelectMode&) {
  const torch::Tensor logits = score_(score_->keys(seams.features), seams.query);
  const torch::Tensor stretch = marginals(field(logits, seams.mask)).select(-1, 1);
  const torch::Tensor weights = stretch / stretch.sum(-1, /*keepdim=*/true).clamp_min(kNothing);
  return {.context = log_scale_.exp() * weighted_sum(seams.features, weights),
          .weights = weights.unsqueeze(0),
          .stretch = stretch,
          .stretch_logits = logits};
}

torch::Tensor CrfSelectionImpl::negative_log_likelihood(const torch::Tensor& stretch_logits,
                                                        const torch::Tensor& stretch_truth,
                                                        const torch::Tensor& mask) const {
  const Crf crf = field(stretch_logits, mask);
  return log_partition(crf) - log_weight(crf, stretch_truth.to(torch::kLong));
}

torch::Tensor CrfSelectionImpl::most_probable_stretch(const torch::Tensor& stretch_logits,
                                                      const torch::Tensor& mask) const {
  return most_probable(field(stretch_logits, mask));
}

std::int64_t CrfSelectionImpl::multiply_adds(int length) const {
  constexpr std::int64_t kThreeProductsOfTwoByTwo = 3 * 8;
  return score_->multiply_adds_of_keys(length) + score_->multiply_adds_of_scores(length) +
         length * (kThreeProductsOfTwoByTwo + options_.features);
}

}  // namespace solve_puzzle
