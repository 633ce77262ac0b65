// SPDX-License-Identifier: Apache-2.0
#include "attention/network/soft.h"

#include "attention/network/masked.h"
#include "attention/network/weighted_sum.h"

namespace solve_puzzle {

SoftSelectionImpl::SoftSelectionImpl(const SelectionOptions& options)
    : options_(options),
      score_(register_module("score", AdditiveScore(options.features, options.query, options.width))) {}

Selected SoftSelectionImpl::select(const SeamBatch& seams, const SelectMode&) {
  const torch::Tensor scores = score_(score_->keys(seams.features), seams.query);
  const torch::Tensor weights = only_open(scores, seams.is_seam()).softmax(-1);
  return {.context = weighted_sum(seams.features, weights), .weights = weights.unsqueeze(0)};
}

std::int64_t SoftSelectionImpl::multiply_adds(int length) const {
  return score_->multiply_adds_of_keys(length) + score_->multiply_adds_of_scores(length) +
         static_cast<std::int64_t>(length) * options_.features;
}

}  // namespace solve_puzzle
