// SPDX-License-Identifier: Apache-2.0
#include "attention/network/log_ring.h"

#include <tuple>
#include <vector>

#include "attention/network/masked.h"

namespace solve_puzzle {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Matrices of logs, [C, C, ...]: the batch comes last, where the processor's vectors run along it. The tangent is
/// their derivative in some direction, undefined where nobody asks for it.
struct Dual {
  torch::Tensor value;
  torch::Tensor tangent = {};

  Dual mapped(const auto& function) const {
    return {function(value), tangent.defined() ? function(tangent) : torch::Tensor()};
  }
};

/// [B, L, C, C] → [C, C, L, B], and back.
torch::Tensor batch_last(const torch::Tensor& steps) { return steps.permute({2, 3, 1, 0}).contiguous(); }
torch::Tensor batch_first(const torch::Tensor& steps) { return steps.permute({3, 2, 0, 1}); }

/// Gives the logs of B unit matrices.
/// Shapes: like [C, C, L, B] → [C, C, B].
torch::Tensor log_identity(const torch::Tensor& like) {
  const torch::Tensor is_diagonal = torch::eye(like.size(0), like.options()).to(torch::kBool);
  return only_open(torch::zeros_like(like.select(2, 0)), is_diagonal.unsqueeze(-1));
}

/// Shapes: a, b [C, C, ...] → [C, C, ...].
Dual product(const Dual& a, const Dual& b) {
  const torch::Tensor paths = a.value.unsqueeze(2) + b.value.unsqueeze(0);  // [from, via, to, ...]
  Dual result = {paths.logsumexp(1)};
  if (a.tangent.defined()) {
    result.tangent = (paths.softmax(1) * (a.tangent.unsqueeze(2) + b.tangent.unsqueeze(0))).sum(1);
  }
  return result;
}

torch::Tensor greatest(const torch::Tensor& matrices) { return matrices.amax({0, 1}, /*keepdim=*/true); }

/// Gives, for each step, the product of those before it, up to a factor: without that, numbers grow along the chain and
/// float would lose the differences.
/// Shapes: [C, C, L, B] → [C, C, L, B].
Dual products_before(const Dual& steps) {
  Dual total = {log_identity(steps.value)};
  if (steps.tangent.defined()) total.tangent = torch::zeros_like(total.value);
  std::vector<torch::Tensor> values, tangents;
  for (std::int64_t i = 0; i < steps.value.size(2); ++i) {
    values.push_back(total.value - greatest(total.value));
    tangents.push_back(total.tangent);
    total = product({values.back(), tangents.back()}, steps.mapped([i](const auto& x) { return x.select(2, i); }));
  }
  return {torch::stack(values, 2), steps.tangent.defined() ? torch::stack(tangents, 2) : torch::Tensor()};
}

/// The same ring read from its end: (M₁ ⋯ M_L)ᵀ = M_Lᵀ ⋯ M₁ᵀ.
torch::Tensor turned(const torch::Tensor& steps) { return steps.transpose(0, 1).flip(2); }

/// Gives, for each step, the product of all others, from the state after it round to the state before it.
/// Shapes: [C, C, L, B] → [C, C, L, B].
Dual products_around(const Dual& steps) {
  // Both directions in one loop.
  const Dual both = products_before(steps.mapped([](const auto& x) { return torch::cat({x, turned(x)}, 3); }));
  const Dual before = both.mapped([](const auto& x) { return x.chunk(2, 3)[0]; });
  const Dual after = both.mapped([](const auto& x) { return turned(x.chunk(2, 3)[1]); });
  return product(after, before);
}

/// Shapes: [C, C, L, B] → [C, C, L, B].
Dual shares(const Dual& steps) {
  const Dual around = products_around(steps).mapped([](const auto& x) { return x.transpose(0, 1); });
  const torch::Tensor logs = steps.value + around.value;
  Dual result = {logs.flatten(0, 1).softmax(0).view_as(logs)};
  if (steps.tangent.defined()) {
    const torch::Tensor tangent = steps.tangent + around.tangent;
    result.tangent = result.value * (tangent - (result.value * tangent).flatten(0, 1).sum(0));
  }
  return result;
}

struct StepShares : torch::autograd::Function<StepShares> {
  static torch::Tensor forward(AutogradContext* context, const torch::Tensor& steps) {
    context->save_for_backward({steps});
    return batch_first(shares({batch_last(steps)}).value);
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const torch::Tensor steps = context->get_saved_variables()[0];
    return {batch_first(shares({batch_last(steps), batch_last(gradients[0])}).tangent)};
  }
};

struct LogTrace : torch::autograd::Function<LogTrace> {
  static torch::Tensor forward(AutogradContext* context, const torch::Tensor& batch_first_steps) {
    context->save_for_backward({batch_first_steps});
    const torch::Tensor steps = batch_last(batch_first_steps);
    Dual total = {log_identity(steps)};
    torch::Tensor scale = torch::zeros({steps.size(3)}, steps.options());
    for (std::int64_t i = 0; i < steps.size(2); ++i) {
      total = product(total, {steps.select(2, i)});
      const torch::Tensor top = greatest(total.value);
      total.value = total.value - top;
      scale += top.view(-1);
    }
    return scale + total.value.diagonal().logsumexp(-1);
  }
  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    return {gradients[0].view({-1, 1, 1, 1}) * step_shares(context->get_saved_variables()[0])};
  }
};

}  // namespace

torch::Tensor log_trace(const torch::Tensor& steps) { return LogTrace::apply(steps); }

torch::Tensor step_shares(const torch::Tensor& steps) { return StepShares::apply(steps); }

torch::Tensor heaviest_path(const torch::Tensor& batch_first_steps) {
  const torch::NoGradGuard no_grad;
  const torch::Tensor steps = batch_last(batch_first_steps);
  const std::int64_t length = steps.size(2);
  torch::Tensor best = log_identity(steps);  // [state that closes the ring, state now, B]
  std::vector<torch::Tensor> came_from;
  for (std::int64_t i = 0; i < length; ++i) {
    const auto [weight, from] = (best.unsqueeze(2) + steps.select(2, i).unsqueeze(0)).max(1);
    best = weight - greatest(weight);
    came_from.push_back(from);
  }
  const torch::Tensor closing = best.diagonal().argmax(-1);
  const torch::Tensor batch = torch::arange(closing.size(0), closing.options());
  std::vector<torch::Tensor> states(came_from.size());
  torch::Tensor state = closing;
  for (std::size_t i = states.size(); i-- > 0;) {
    states[i] = state;
    state = came_from[i].index({closing, state, batch});
  }
  return torch::stack(states, 1);
}

}  // namespace solve_puzzle
