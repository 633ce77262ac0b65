// SPDX-License-Identifier: Apache-2.0
#include "attention/network/crf.h"

#include <tuple>

#include "attention/network/log_ring.h"
#include "attention/network/masked.h"

namespace solve_puzzle {
namespace {

/// Shapes: [B, L], bool.
torch::Tensor is_real(const Crf& crf) {
  if (crf.mask.defined()) return crf.mask.to(torch::kBool);
  return torch::ones({crf.unary.size(0), crf.unary.size(1)}, crf.unary.options().dtype(torch::kBool));
}

/// Whether the position before has a say.
/// Shapes: [B, L], bool.
torch::Tensor has_pair(const Crf& crf) {
  const torch::Tensor real = is_real(crf);
  return crf.is_ring ? real : real.logical_and(real.cumsum(1) > 1);
}

/// [B, L] → [B, L, 1, 1].
torch::Tensor per_step(const torch::Tensor& per_position) { return per_position.unsqueeze(-1).unsqueeze(-1); }

/// Gives the field as a closed chain of steps. A masked position hands on the label before it.
/// Shapes: [B, L, C, C].
torch::Tensor log_steps(const Crf& crf) {
  const torch::Tensor pairs = crf.pairwise * per_step(has_pair(crf)).to(crf.unary.scalar_type());
  const torch::Tensor steps = crf.unary.unsqueeze(2) + pairs;
  const torch::Tensor is_diagonal = torch::eye(crf.unary.size(2), crf.unary.options()).to(torch::kBool);
  const torch::Tensor hand_on = only_open(torch::zeros_like(crf.pairwise), is_diagonal);
  return torch::where(per_step(is_real(crf)), steps, hand_on);
}

/// Gives the position before each, past the masked ones and round the ring.
/// Shapes: real [B, L], bool → [B, L], int64.
torch::Tensor position_before(const torch::Tensor& real) {
  const torch::Tensor position = torch::arange(real.size(1), real.options().dtype(torch::kLong)).expand_as(real);
  const torch::Tensor latest = std::get<0>(position.masked_fill(real.logical_not(), -1).cummax(1));
  const torch::Tensor before = latest.roll(1, 1).slice(1, 1);
  const torch::Tensor last = latest.slice(1, -1);
  return torch::cat({last, torch::where(before < 0, last, before)}, 1).clamp_min(0);
}

}  // namespace

torch::Tensor log_partition(const Crf& crf) { return log_trace(log_steps(crf)); }

torch::Tensor marginals(const Crf& crf) {
  return step_shares(log_steps(crf)).sum(2) * is_real(crf).unsqueeze(-1).to(crf.unary.scalar_type());
}

torch::Tensor pair_marginals(const Crf& crf) {
  return step_shares(log_steps(crf)) * per_step(has_pair(crf)).to(crf.unary.scalar_type());
}

torch::Tensor entropy(const Crf& crf) {
  const torch::Tensor steps = log_steps(crf);
  const torch::Tensor mean_weight =
      (step_shares(steps) * steps).masked_fill(per_step(is_real(crf).logical_not()), 0).sum({1, 2, 3});
  return log_trace(steps) - mean_weight;
}

torch::Tensor log_weight(const Crf& crf, const torch::Tensor& labels) {
  const torch::Tensor real = is_real(crf);
  const torch::Tensor before = labels.gather(1, position_before(real));
  const torch::Tensor entry = (before * crf.unary.size(2) + labels).unsqueeze(-1);
  const torch::Tensor weights = log_steps(crf).flatten(2).gather(2, entry).squeeze(-1);
  return weights.masked_fill(real.logical_not(), 0).sum(1);
}

torch::Tensor most_probable(const Crf& crf) { return heaviest_path(log_steps(crf)) * is_real(crf).to(torch::kLong); }

}  // namespace solve_puzzle
