// SPDX-License-Identifier: Apache-2.0
#include "attention/network/hard.h"

#include <gtest/gtest.h>

#include <cmath>

#include "attention/network/initialise.h"
#include "attention/network/reinforce.h"

namespace solve_puzzle {
namespace {

constexpr int kLength = 6;
constexpr SelectionOptions kOptions = {.channels = 2, .query = 3, .width = 4, .glimpses = 2, .window = 3};
constexpr int kPaths = kLength * kLength;

HardSelectionImpl made(const SelectionOptions& options = kOptions) {
  HardSelectionImpl selection(options);
  initialise(selection, 11);
  return selection;
}

/// The same seam `copies` times.
SeamBatch seam(int copies, int length = kLength) {
  torch::manual_seed(2);
  const torch::Tensor raw = torch::randn({1, kOptions.channels, length}).expand({copies, -1, -1});
  return {.features = raw, .raw = raw, .query = torch::randn({1, kOptions.query}).expand({copies, -1})};
}

/// All choices of two centres, as so many samples of one seam.
Selected all_paths(HardSelectionImpl& selection) {
  int stride = 1;
  return selection.look(seam(1), kPaths, [&](const torch::Tensor&) {
    const torch::Tensor chosen = torch::arange(kPaths).div(stride, "floor").remainder(kLength).unsqueeze(1);
    stride *= kLength;
    return chosen;
  });
}

/// A reward that depends on all glimpses together.
torch::Tensor reward(const Selected& selected) {
  const torch::Tensor worth = torch::tensor({3.0, -1.0, 0.5, 2.0, -2.0, 1.0});
  return (selected.weights.detach() * worth).sum(-1).square();
}

/// Gives the gradient of all parameters that decide where to look, in one row.
torch::Tensor gradient(HardSelectionImpl& selection, const torch::Tensor& loss) {
  selection.zero_grad();
  loss.backward();
  std::vector<torch::Tensor> parts;
  for (const torch::Tensor& parameter : selection.parameters()) {
    parts.push_back(parameter.grad().defined() ? parameter.grad().flatten().clone() : torch::zeros(parameter.numel()));
  }
  return torch::cat(parts);
}

TEST(HardSelection, ProbabilitiesOfAllPathsSumToOne) {
  HardSelectionImpl selection = made();
  EXPECT_NEAR(all_paths(selection).log_prob.exp().sum().item<double>(), 1.0, 1e-5);
}

TEST(HardSelection, SamplesFollowTheProbabilities) {
  HardSelectionImpl selection = made();
  const torch::Tensor expected = all_paths(selection).log_prob.exp().unsqueeze(-1) * all_paths(selection).weights;
  const Selected drawn = selection.select(seam(100), {.is_training = true, .num_samples = 200, .seed = 4});
  const torch::Tensor found = drawn.weights.mean(torch::IntArrayRef({0, 1}));
  EXPECT_TRUE(torch::allclose(found, expected.sum(torch::IntArrayRef({0, 1})), 0.0, 0.01)) << found;
}

class SampledGradient : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(HardSelection, SampledGradient, testing::Values(1, 2, 4),
                         [](const auto& samples) { return "Samples" + std::to_string(samples.param); });

// With one sample there is no baseline; with more there is, and it must not bias.
TEST_P(SampledGradient, ConvergesToTheExactOneByEnumeration) {
  HardSelectionImpl selection = made();
  const Selected paths = all_paths(selection);
  const torch::Tensor exact = gradient(selection, -(paths.log_prob.exp() * reward(paths)).sum());
  std::vector<torch::Tensor> estimates;
  for (std::uint64_t item = 0; item < 60; ++item) {
    const SelectMode mode = {.is_training = true, .num_samples = GetParam(), .seed = 8, .item = item};
    const Selected drawn = selection.select(seam(400), mode);
    const torch::Tensor loss = reinforce_loss(drawn.log_prob, reward(drawn), drawn.entropy, {1.0, 0.0});
    estimates.push_back(gradient(selection, loss));
  }
  const torch::Tensor all = torch::stack(estimates);
  const torch::Tensor error = (all.mean(0) - exact).abs();
  const torch::Tensor standard_error = all.std(0) / std::sqrt(static_cast<double>(estimates.size()));
  EXPECT_TRUE((error <= 4.5 * standard_error + 1e-6).all().item<bool>()) << error / standard_error;
  EXPECT_LT(error.norm().item<double>(), 0.1 * exact.norm().item<double>());
}

TEST(HardSelection, ARewardThatIsTheSameForAllChangesNothing) {
  const torch::Tensor rewards = torch::randn({4, 3}, torch::kDouble);
  EXPECT_TRUE(torch::allclose(advantage(rewards), advantage(rewards + 1000), 1e-9, 1e-9));
}

TEST(HardSelection, TheEntropyIsThatOfTheDistributions) {
  SelectionOptions options = kOptions;
  options.glimpses = 1;
  HardSelectionImpl selection = made(options);
  torch::Tensor seen;
  const Selected selected = selection.look(seam(1), 1, [&](const torch::Tensor& log_probs) {
    seen = log_probs;
    return log_probs.argmax(-1);
  });
  EXPECT_NEAR(selected.entropy.item<double>(), -(seen.exp() * seen).sum().item<double>(), 1e-5);
  EXPECT_NEAR(selected.log_prob.item<double>(), seen.max().item<double>(), 1e-6);
}

TEST(HardSelection, SameSeedSameChoiceOtherItemOtherChoice) {
  HardSelectionImpl selection = made();
  const auto weights = [&](std::uint64_t item) {
    const SelectMode mode = {.is_training = true, .num_samples = 8, .seed = 1, .item = item};
    return selection.select(seam(4), mode).weights;
  };
  EXPECT_TRUE(weights(0).equal(weights(0)));
  EXPECT_FALSE(weights(0).equal(weights(1)));
}

TEST(HardSelection, WithoutTrainingItTakesTheMostProbable) {
  HardSelectionImpl selection = made();
  const Selected selected = selection.select(seam(2), {.num_samples = 5});
  EXPECT_EQ(selected.context.size(0), 1);
  EXPECT_FALSE(selected.log_prob.defined());
  torch::Tensor first;
  selection.look(seam(2), 1, [&](const torch::Tensor& log_probs) {
    if (!first.defined()) first = log_probs.argmax(-1);
    return log_probs.argmax(-1);
  });
  EXPECT_TRUE((selected.weights.gather(-1, first.unsqueeze(-1)) > 0).all().item<bool>());
}

TEST(HardSelection, GlimpsesDoNotOverlapByHalfAWindow) {
  SelectionOptions options = kOptions;
  options.glimpses = 3;
  options.window = 5;
  const Selected drawn = made(options).select(seam(50, 40), {.is_training = true, .num_samples = 4});
  EXPECT_TRUE(((drawn.weights > 0).sum(-1) == 3).all().item<bool>());
  const torch::Tensor seen = (drawn.weights > 0).to(torch::kFloat).flatten(0, 1).unsqueeze(1);
  EXPECT_EQ(torch::conv1d(seen, torch::ones({1, 1, 3})).max().item<float>(), 1.0F)
      << "two centres within two positions";
}

TEST(HardSelection, WhereNothingIsLeftItLooksAgain) {
  const Selected drawn = made().select(seam(2, 1), {.is_training = true, .num_samples = 3});
  EXPECT_TRUE(drawn.weights.allclose(torch::ones({3, 2, 1})));
  EXPECT_TRUE(drawn.log_prob.allclose(torch::zeros({3, 2})));
}

TEST(HardSelection, ACertainExpectationIsTheMostProbableGlimpse) {
  SelectionOptions options = kOptions;
  options.width = 16;  // enough coarse features that no two positions look the same
  options.glimpses = 1;
  HardSelectionImpl selection = made(options);
  {
    const torch::NoGradGuard no_grad;
    selection.named_parameters()["score.to_score.weight"].mul_(1e4);
  }
  const Selected expected = selection.select(seam(2), {.is_training = true, .use_expectation = true});
  const Selected looked = selection.select(seam(2), {});
  EXPECT_TRUE(expected.weights.allclose(looked.weights, 1e-5, 1e-5));
  EXPECT_TRUE(expected.context.allclose(looked.context, 1e-5, 1e-5));
}

}  // namespace
}  // namespace solve_puzzle
