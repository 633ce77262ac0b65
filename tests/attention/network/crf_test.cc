// SPDX-License-Identifier: Apache-2.0
#include "attention/network/crf.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace solve_puzzle {
namespace {

torch::TensorOptions in_double() { return torch::dtype(torch::kDouble); }

Crf random_field(int batch, int length, int labels, bool is_ring) {
  torch::manual_seed(100 * length + labels);
  return {.unary = torch::randn({batch, length, labels}, in_double()),
          .pairwise = torch::randn({labels, labels}, in_double()),
          .is_ring = is_ring};
}

/// What the definition gives for a batch of one, one labelling after the other.
struct Enumerated {
  std::vector<double> log_weights = {};
  std::vector<torch::Tensor> labellings = {};
  torch::Tensor marginals = {}, pair_marginals = {}, best = {};
  double log_partition = 0.0, entropy = 0.0;
};

/// The definition of the field, by hand.
double weight_by_hand(const Crf& crf, const std::vector<std::int64_t>& z) {
  const auto unary = crf.unary.accessor<double, 3>();
  const auto pairwise = crf.pairwise.accessor<double, 2>();
  double weight = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    weight += unary[0][static_cast<std::int64_t>(i)][z[i]];
    if (i > 0) weight += pairwise[z[i - 1]][z[i]];
  }
  return crf.is_ring ? weight + pairwise[z.back()][z.front()] : weight;
}

/// Counts up by one, the first label fastest; false after the last labelling.
bool next(std::vector<std::int64_t>& z, std::int64_t labels) {
  for (std::int64_t& label : z) {
    if (++label < labels) return true;
    label = 0;
  }
  return false;
}

Enumerated enumerate(const Crf& crf) {
  const std::int64_t length = crf.unary.size(1), labels = crf.unary.size(2);
  Enumerated all;
  std::vector<std::int64_t> z(static_cast<std::size_t>(length), 0);
  double total = 0.0, greatest = -1e300, mean_weight = 0.0;
  all.marginals = torch::zeros({1, length, labels}, in_double());
  all.pair_marginals = torch::zeros({1, length, labels, labels}, in_double());
  auto single = all.marginals.accessor<double, 3>();
  auto pair = all.pair_marginals.accessor<double, 4>();
  do {
    const double log_weight = weight_by_hand(crf, z), weight = std::exp(log_weight);
    all.log_weights.push_back(log_weight);
    all.labellings.push_back(torch::tensor(z).unsqueeze(0));
    if (log_weight > greatest) all.best = all.labellings.back();
    greatest = std::max(greatest, log_weight);
    total += weight;
    mean_weight += weight * log_weight;
    for (std::int64_t i = 0; i < length; ++i) {
      const std::size_t here = static_cast<std::size_t>(i), before = (here + z.size() - 1) % z.size();
      single[0][i][z[here]] += weight;
      if (i > 0 || crf.is_ring) pair[0][i][z[before]][z[here]] += weight;
    }
  } while (next(z, labels));
  all.marginals /= total;
  all.pair_marginals /= total;
  all.log_partition = std::log(total);
  all.entropy = all.log_partition - mean_weight / total;
  return all;
}

testing::AssertionResult is_close(const torch::Tensor& found, const torch::Tensor& expected, double tolerance = 1e-9) {
  if (torch::allclose(found, expected, tolerance, tolerance)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "found " << found << "\nexpected " << expected;
}

/// Gives the slope of `function` at `at` in every coordinate.
torch::Tensor finite_differences(const std::function<torch::Tensor(const torch::Tensor&)>& function,
                                 const torch::Tensor& at) {
  constexpr double kStep = 1e-5;
  const torch::NoGradGuard no_grad;
  torch::Tensor slopes = torch::zeros_like(at);
  for (std::int64_t i = 0; i < at.numel(); ++i) {
    const auto moved = [&](double step) {
      torch::Tensor there = at.detach().clone();
      there.view(-1)[i] += step;
      return function(there);
    };
    slopes.view(-1)[i] = (moved(kStep) - moved(-kStep)) / (2 * kStep);
  }
  return slopes;
}

class EveryCrf : public testing::TestWithParam<bool> {
 protected:
  static bool is_ring() { return GetParam(); }
};
INSTANTIATE_TEST_SUITE_P(Shapes, EveryCrf, testing::Bool(),
                         [](const auto& shape) { return shape.param ? "Ring" : "OpenChain"; });

TEST_P(EveryCrf, EqualsFullEnumeration) {
  for (int labels = 1; labels <= 3; ++labels) {
    for (int length = 1; length <= 8; ++length) {
      SCOPED_TRACE(testing::Message() << labels << " labels, length " << length);
      const Crf crf = random_field(1, length, labels, is_ring());
      const Enumerated expected = enumerate(crf);
      EXPECT_NEAR(log_partition(crf).item<double>(), expected.log_partition, 1e-9);
      EXPECT_NEAR(entropy(crf).item<double>(), expected.entropy, 1e-9);
      EXPECT_TRUE(is_close(marginals(crf), expected.marginals));
      EXPECT_TRUE(is_close(pair_marginals(crf), expected.pair_marginals));
      EXPECT_TRUE(most_probable(crf).equal(expected.best));
    }
  }
}

TEST_P(EveryCrf, WeightOfALabellingIsThatOfTheDefinition) {
  const Crf crf = random_field(1, 4, 3, is_ring());
  const Enumerated expected = enumerate(crf);
  for (std::size_t i = 0; i < expected.labellings.size(); ++i) {
    EXPECT_NEAR(log_weight(crf, expected.labellings[i]).item<double>(), expected.log_weights[i], 1e-12);
  }
}

TEST_P(EveryCrf, ABatchGivesWhatItsChainsGiveSingly) {
  const Crf crf = random_field(3, 6, 2, is_ring());
  for (std::int64_t b = 0; b < 3; ++b) {
    Crf one = crf;
    one.unary = crf.unary.slice(0, b, b + 1);
    EXPECT_TRUE(is_close(marginals(one), marginals(crf).slice(0, b, b + 1)));
    EXPECT_TRUE(is_close(log_partition(one), log_partition(crf).slice(0, b, b + 1)));
    EXPECT_TRUE(most_probable(one).equal(most_probable(crf).slice(0, b, b + 1)));
  }
}

TEST_P(EveryCrf, PotentialsOfZeroCountTheLabellings) {
  const Crf crf = {.unary = torch::zeros({1, 28, 2}), .pairwise = torch::zeros({2, 2}), .is_ring = is_ring()};
  EXPECT_NEAR(log_partition(crf).item<double>(), 28 * std::log(2.0), 1e-4);
  EXPECT_NEAR(entropy(crf).item<double>(), 28 * std::log(2.0), 1e-4);
  EXPECT_TRUE(is_close(marginals(crf), torch::full({1, 28, 2}, 0.5), 1e-6));
}

TEST_P(EveryCrf, PaddingChangesNothing) {
  const Crf crf = random_field(1, 5, 3, is_ring());
  const torch::Tensor places = torch::tensor({2, 3, 4, 7, 8});  // padded before, between and behind
  Crf padded = crf;
  padded.unary = torch::full({1, 11, 3}, 1e6, in_double()).index_copy(1, places, crf.unary);
  padded.mask = torch::zeros({1, 11}).index_fill(1, places, 1);
  EXPECT_TRUE(is_close(log_partition(padded), log_partition(crf)));
  EXPECT_TRUE(is_close(entropy(padded), entropy(crf)));
  const auto expect_spread = [&](const torch::Tensor& found, const torch::Tensor& expected) {
    EXPECT_TRUE(is_close(found.index_select(1, places), expected));
    EXPECT_EQ(found.index_fill(1, places, 0).count_nonzero().item<int>(), 0);
  };
  expect_spread(marginals(padded), marginals(crf));
  expect_spread(pair_marginals(padded), pair_marginals(crf));
  expect_spread(most_probable(padded), most_probable(crf));
  const torch::Tensor labels = torch::tensor({{2, 0, 1, 1, 0}});
  const torch::Tensor spread = torch::full({1, 11}, 2L).index_copy(1, places, labels);
  EXPECT_TRUE(is_close(log_weight(padded, spread), log_weight(crf, labels)));
}

TEST_P(EveryCrf, GradientEqualsFiniteDifferences) {
  Crf crf = random_field(2, 5, 3, is_ring());
  crf.mask = torch::ones({2, 5});
  crf.mask[1].slice(0, 3).zero_();
  const torch::Tensor mix = torch::randn({2, 5, 3}, in_double()), pair_mix = torch::randn({2, 5, 3, 3}, in_double());
  const std::vector<std::function<torch::Tensor(const Crf&)>> functions = {
      [](const Crf& field) { return log_partition(field).square().sum(); },
      [](const Crf& field) { return entropy(field).square().sum(); },
      [&](const Crf& field) { return (mix * marginals(field)).sum().square(); },
      [&](const Crf& field) { return (pair_mix * pair_marginals(field)).sum().square(); }};
  for (const auto& function : functions) {
    for (torch::Tensor Crf::*potentials : {&Crf::unary, &Crf::pairwise}) {
      const auto of_potentials = [&](const torch::Tensor& values) {
        Crf moved = crf;
        moved.*potentials = values;
        return function(moved);
      };
      const torch::Tensor at = (crf.*potentials).clone().requires_grad_();
      of_potentials(at).backward();
      EXPECT_TRUE(is_close(at.grad(), finite_differences(of_potentials, at), 1e-7));
    }
  }
}

TEST_P(EveryCrf, MarginalsAreTheGradientOfLogPartition) {
  Crf crf = random_field(2, 9, 2, is_ring());
  crf.unary.requires_grad_();
  log_partition(crf).sum().backward();
  EXPECT_TRUE(is_close(crf.unary.grad(), marginals(crf)));
}

TEST_P(EveryCrf, PotentialsOfAHundredGiveNoNaN) {
  Crf crf = {.unary = 100 * torch::randint(-1, 2, {4, 64, 2}).to(torch::kFloat),
             .pairwise = torch::tensor({{100.0F, -100.0F}, {-100.0F, 100.0F}}),
             .mask = torch::ones({4, 64}),
             .is_ring = is_ring()};
  crf.mask[1].slice(0, 9).zero_();
  crf.unary.requires_grad_();
  crf.pairwise.requires_grad_();
  const torch::Tensor results = torch::cat({log_partition(crf), entropy(crf), marginals(crf).square().flatten()});
  results.sum().backward();
  EXPECT_TRUE(results.isfinite().all().item<bool>());
  EXPECT_TRUE(crf.unary.grad().isfinite().all().item<bool>());
  EXPECT_TRUE(crf.pairwise.grad().isfinite().all().item<bool>());
}

TEST_P(EveryCrf, FloatIsEnoughForALongChain) {
  Crf crf = random_field(2, 500, 2, is_ring());
  crf.unary = 20 * crf.unary;
  const Crf in_float = {
      .unary = crf.unary.to(torch::kFloat), .pairwise = crf.pairwise.to(torch::kFloat), .is_ring = is_ring()};
  EXPECT_TRUE(is_close(marginals(in_float).to(torch::kDouble), marginals(crf), 1e-4));
  EXPECT_TRUE(is_close(log_partition(in_float).to(torch::kDouble), log_partition(crf), 1e-5));
}

TEST(CrfRing, RotatingTheRingRotatesTheMarginals) {
  const Crf crf = random_field(2, 7, 3, /*is_ring=*/true);
  Crf rotated = crf;
  rotated.unary = crf.unary.roll(2, 1);
  EXPECT_TRUE(is_close(marginals(rotated), marginals(crf).roll(2, 1)));
  EXPECT_TRUE(is_close(pair_marginals(rotated), pair_marginals(crf).roll(2, 1)));
  EXPECT_TRUE(is_close(log_partition(rotated), log_partition(crf)));
  EXPECT_TRUE(most_probable(rotated).equal(most_probable(crf).roll(2, 1)));
}

}  // namespace
}  // namespace solve_puzzle
