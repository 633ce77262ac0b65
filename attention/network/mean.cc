// SPDX-License-Identifier: Apache-2.0
#include "attention/network/mean.h"

#include "attention/network/weighted_sum.h"

namespace solve_puzzle {

Selected MeanSelectionImpl::select(const SeamBatch& seams, const SelectMode&) {
  const torch::Tensor is_seam = seams.is_seam().to(seams.features.scalar_type());
  const torch::Tensor weights = is_seam / is_seam.sum(-1, /*keepdim=*/true).clamp_min(1);
  return {.context = weighted_sum(seams.features, weights), .weights = weights.unsqueeze(0)};
}

std::int64_t MeanSelectionImpl::multiply_adds(int length) const {
  return static_cast<std::int64_t>(length) * options_.features;
}

}  // namespace solve_puzzle
