// SPDX-License-Identifier: Apache-2.0
#include "attention/network/adamw.h"

#include <cmath>

#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.99;
constexpr double kEpsilon = 1e-8;
constexpr double kMaxNorm = 1.0;

}  // namespace

AdamW::AdamW(std::vector<torch::Tensor> parameters, double weight_decay)
    : parameters_(std::move(parameters)), weight_decay_(weight_decay) {
  for (const torch::Tensor& p : parameters_) {
    first_.push_back(torch::zeros_like(p));
    second_.push_back(torch::zeros_like(p));
  }
}

void AdamW::zero_gradients() {
  for (torch::Tensor& p : parameters_) p.mutable_grad() = torch::Tensor();
}

double AdamW::gradient_norm() const {
  double sum = 0;
  for (const torch::Tensor& p : parameters_) {
    if (p.grad().defined()) sum += p.grad().square().sum().item<double>();
  }
  return std::sqrt(sum);
}

void AdamW::step(double learning_rate) {
  const torch::NoGradGuard no_grad;
  const double norm = gradient_norm();
  if (!std::isfinite(norm)) throw Error("training: a gradient is not a finite number; a lower learning rate may help");
  const double scale = norm > kMaxNorm ? kMaxNorm / norm : 1.0;
  ++num_steps_;
  const double correction1 = 1.0 - std::pow(kBeta1, static_cast<double>(num_steps_));
  const double correction2 = 1.0 - std::pow(kBeta2, static_cast<double>(num_steps_));
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    torch::Tensor& p = parameters_[i];
    if (!p.grad().defined()) continue;
    const torch::Tensor gradient = p.grad() * scale;
    first_[i].mul_(kBeta1).add_(gradient, 1.0 - kBeta1);
    second_[i].mul_(kBeta2).addcmul_(gradient, gradient, 1.0 - kBeta2);
    if (p.dim() > 1) p.mul_(1.0 - learning_rate * weight_decay_);
    p.addcdiv_(first_[i] / correction1, (second_[i] / correction2).sqrt_().add_(kEpsilon), -learning_rate);
  }
}

void AdamW::restore(std::int64_t num_steps, std::vector<torch::Tensor> first, std::vector<torch::Tensor> second) {
  num_steps_ = num_steps;
  first_ = std::move(first);
  second_ = std::move(second);
}

}  // namespace solve_puzzle
