// SPDX-License-Identifier: Apache-2.0
// What holds for every kind of selection, and for the mean and the soft one.
#include "attention/network/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attention/network/initialise.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr SelectionOptions kOptions = {.features = 5, .channels = 3, .query = 4, .width = 8};

std::shared_ptr<SelectionImpl> made(const std::string& kind) {
  std::shared_ptr<SelectionImpl> selection = make_selection(kind, kOptions);
  initialise(*selection, 7);
  return selection;
}

/// Seams of which the second is padded to the length of the first.
SeamBatch random_seams(int length, int length_of_second) {
  torch::manual_seed(3);
  SeamBatch seams = {.features = torch::randn({2, kOptions.features, length}),
                     .raw = torch::randn({2, kOptions.channels, length}),
                     .query = torch::randn({2, kOptions.query}),
                     .mask = torch::ones({2, length})};
  seams.mask[1].slice(0, length_of_second).zero_();
  return seams;
}

/// The second seam alone, without its padding.
SeamBatch second(const SeamBatch& seams, int length) {
  return {.features = seams.features.slice(0, 1).slice(2, 0, length),
          .raw = seams.raw.slice(0, 1).slice(2, 0, length),
          .query = seams.query.slice(0, 1)};
}

testing::AssertionResult is_close(const torch::Tensor& found, const torch::Tensor& expected) {
  if (torch::allclose(found, expected, 1e-5, 1e-5)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "found " << found << "\nexpected " << expected;
}

class EverySelection : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Kinds, EverySelection, testing::Values("mean", "soft", "hard", "crf"),
                         [](const auto& kind) { return std::string(kind.param); });

TEST_P(EverySelection, GivesTheShapesItPromises) {
  const std::shared_ptr<SelectionImpl> selection = made(GetParam());
  const Selected selected = selection->select(random_seams(12, 12), {});
  EXPECT_THAT(selected.context.sizes(), testing::ElementsAre(1, 2, selection->context_size()));
  EXPECT_THAT(selected.weights.sizes(), testing::ElementsAre(1, 2, 12));
}

TEST_P(EverySelection, WeightsSumToOneOverTheUnmaskedPart) {
  const Selected selected = made(GetParam())->select(random_seams(12, 7), {});
  EXPECT_TRUE(is_close(selected.weights.sum(-1), torch::ones({1, 2})));
  EXPECT_EQ(selected.weights[0][1].slice(0, 7).count_nonzero().item<int>(), 0);
}

TEST_P(EverySelection, PaddingChangesNothing) {
  const std::shared_ptr<SelectionImpl> selection = made(GetParam());
  const SeamBatch seams = random_seams(12, 7);
  const Selected padded = selection->select(seams, {});
  const Selected alone = selection->select(second(seams, 7), {});
  EXPECT_TRUE(is_close(padded.context.slice(1, 1), alone.context));
  EXPECT_TRUE(is_close(padded.weights.slice(1, 1).slice(2, 0, 7), alone.weights));
}

TEST_P(EverySelection, OnePositionIsEnough) {
  const Selected selected = made(GetParam())->select(random_seams(1, 1), {});
  EXPECT_TRUE(is_close(selected.weights, torch::ones({1, 2, 1})));
  EXPECT_TRUE(selected.context.isfinite().all().item<bool>());
}

TEST_P(EverySelection, GradientsReachEveryParameter) {
  const std::shared_ptr<SelectionImpl> selection = made(GetParam());
  const SeamBatch seams = random_seams(12, 7);
  seams.features.requires_grad_();
  const Selected selected = selection->select(seams, {.is_training = true, .use_expectation = true});
  selected.context.square().sum().backward();
  for (const auto& parameter : selection->named_parameters()) {
    ASSERT_TRUE(parameter.value().grad().defined()) << parameter.key();
    EXPECT_GT(parameter.value().grad().abs().sum().item<double>(), 0.0) << parameter.key();
  }
}

TEST_P(EverySelection, ALongerSeamCostsMore) {
  const std::shared_ptr<SelectionImpl> selection = made(GetParam());
  EXPECT_GT(selection->multiply_adds(28), selection->multiply_adds(14));
}

TEST(Selection, AnUnknownKindThrowsAndIsNamed) {
  try {
    make_selection("hazy", kOptions);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("found \"hazy\""));
  }
}

TEST(MeanSelection, IsTheMeanOfTheUnmaskedPart) {
  const SeamBatch seams = random_seams(12, 7);
  const torch::Tensor context = made("mean")->select(seams, {}).context;
  EXPECT_TRUE(is_close(context[0][0], seams.features[0].mean(-1)));
  EXPECT_TRUE(is_close(context[0][1], seams.features[1].slice(1, 0, 7).mean(-1)));
}

TEST(SoftSelection, EqualInputsHaveEqualWeights) {
  SeamBatch seams = random_seams(12, 8);
  seams.features = seams.features.slice(2, 0, 1).expand({2, kOptions.features, 12});
  const torch::Tensor weights = made("soft")->select(seams, {}).weights;
  EXPECT_TRUE(is_close(weights[0][0], torch::full({12}, 1.0 / 12)));
  EXPECT_TRUE(is_close(weights[0][1].slice(0, 0, 8), torch::full({8}, 1.0 / 8)));
}

TEST(SoftSelection, TheQueryMovesTheWeights) {
  SeamBatch seams = random_seams(12, 12);
  const std::shared_ptr<SelectionImpl> selection = made("soft");
  const torch::Tensor before = selection->select(seams, {}).weights;
  seams.query = seams.query + 1;
  EXPECT_FALSE(torch::allclose(selection->select(seams, {}).weights, before));
}

}  // namespace
}  // namespace solve_puzzle
