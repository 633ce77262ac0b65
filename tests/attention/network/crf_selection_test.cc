// SPDX-License-Identifier: Apache-2.0
#include "attention/network/crf_selection.h"

#include <gtest/gtest.h>

#include "attention/network/initialise.h"

namespace solve_puzzle {
namespace {

constexpr SelectionOptions kOptions = {.features = 3, .query = 2, .width = 8};

CrfSelectionImpl made(const SelectionOptions& options = kOptions) {
  CrfSelectionImpl selection(options);
  initialise(selection, 5);
  return selection;
}

/// A random pairwise matrix, so that neighbours matter.
CrfSelectionImpl made_sticky(const SelectionOptions& options = kOptions) {
  CrfSelectionImpl selection = made(options);
  const torch::NoGradGuard no_grad;
  selection.named_parameters()["pairwise"].copy_(torch::tensor({1.0, -0.5, -1.5, 0.75}));
  return selection;
}

/// All stretches of `length` positions. Shapes: [2^length, length].
torch::Tensor all_stretches(std::int64_t length) {
  const torch::Tensor number = torch::arange(1L << length).unsqueeze(1);
  return torch::bitwise_right_shift(number, torch::arange(length).unsqueeze(0)).remainder(2);
}

TEST(CrfSelection, ProbabilitiesOfAllStretchesSumToOne) {
  for (const bool is_ring : {false, true}) {
    SelectionOptions options = kOptions;
    options.is_ring = is_ring;
    const torch::Tensor stretches = all_stretches(6);
    const torch::Tensor logits = torch::randn({1, 6}).expand({64, 6});
    const torch::Tensor losses = made_sticky(options).negative_log_likelihood(logits, stretches, {});
    EXPECT_NEAR((-losses).exp().sum().item<double>(), 1.0, 1e-5);
  }
}

TEST(CrfSelection, TheMostProbableStretchHasTheLeastLoss) {
  const CrfSelectionImpl selection = made_sticky();
  const torch::Tensor logits = torch::randn({1, 6});
  const torch::Tensor stretches = all_stretches(6);
  const torch::Tensor losses = selection.negative_log_likelihood(logits.expand({64, 6}), stretches, {});
  EXPECT_TRUE(selection.most_probable_stretch(logits, {})[0].equal(stretches[losses.argmin()]));
}

TEST(CrfSelection, TheContextIsTheMeanOfWhatTouches) {
  CrfSelectionImpl selection = made_sticky();
  const SeamBatch seams = {.features = torch::randn({2, 3, 9}), .query = torch::randn({2, 2})};
  const Selected selected = selection.select(seams, {});
  const torch::Tensor touching = selected.stretch.unsqueeze(1);
  const torch::Tensor mean = (seams.features * touching).sum(-1) / touching.sum(-1);
  EXPECT_TRUE(torch::allclose(selected.context[0], mean, 1e-4, 1e-5));
}

TEST(CrfSelection, LearnsTheStretchThatItIsShown) {
  CrfSelectionImpl selection = made();
  torch::manual_seed(1);
  const torch::Tensor truth = (torch::arange(12) < 5).to(torch::kFloat).expand({4, 12});
  // One feature says, through noise, whether the pieces touch.
  torch::Tensor features = torch::randn({4, 3, 12});
  features.select(1, 0) += 2 * truth;
  const SeamBatch seams = {.features = features, .query = torch::zeros({4, 2})};
  torch::optim::Adam optimiser(selection.parameters(), torch::optim::AdamOptions(0.05));
  for (int step = 0; step < 150; ++step) {
    optimiser.zero_grad();
    const torch::Tensor logits = selection.select(seams, {}).stretch_logits;
    selection.negative_log_likelihood(logits, truth, {}).mean().backward();
    optimiser.step();
  }
  const torch::Tensor logits = selection.select(seams, {}).stretch_logits;
  EXPECT_TRUE(selection.most_probable_stretch(logits, {}).equal(truth.to(torch::kLong)));
  EXPECT_GT(selection.named_parameters()["pairwise"][3].item<double>(), 0.0)
      << "what touches has neighbours that touch";
}

}  // namespace
}  // namespace solve_puzzle
