// SPDX-License-Identifier: Apache-2.0
#include "solver/rival_network.h"

#include <gtest/gtest.h>

#include <cmath>

#include "puzzles/parallel.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

constexpr int kNumPieces = 14;

/// Candidates with logits and the evidence of both matchers.
struct Made {
  PairGraph graph;
  std::vector<float> logits;
  PairEvidence evidence;
};

Made made(std::uint64_t seed = 3) {
  Made result{
      .graph = make_pair_graph(random_pairs(kNumPieces, Rotation::kQuarter, 6, seed)), .logits = {}, .evidence = {}};
  result.logits = random_entries(result.graph, -5, 5, seed);
  result.evidence = judge_logits(result.graph, result.logits, {.slack_logit = -2.0});
  result.evidence.classical = random_entries(result.graph, -12, 0, seed + 1);
  return result;
}

Posterior first_belief(const Made& m) { return {m.evidence.guide, m.evidence.no_partner}; }

TEST(RivalFeatures, OfTheMateAreTheSameWithTheSidesExchanged) {
  const Made m = made();
  const RivalFeatures features = rival_features(m.graph, m.logits, m.evidence, first_belief(m));
  for (std::size_t e = 0; e < features.of_entry.size(); ++e) {
    auto exchanged = features.of_entry[static_cast<std::size_t>(m.graph.mate[e])];
    std::swap(exchanged[1], exchanged[2]);
    std::swap(exchanged[3], exchanged[4]);
    std::swap(exchanged[10], exchanged[11]);
    for (std::size_t i = 0; i < kNumRivalFeatures; ++i) EXPECT_NEAR(features.of_entry[e][i], exchanged[i], 1e-4) << i;
  }
}

TEST(RivalFeatures, EntropyIsThatOfTheRow) {
  const Made m = made();
  const RivalFeatures features = rival_features(m.graph, m.logits, m.evidence, first_belief(m));
  for (std::size_t side = 0; side < features.of_side.size(); ++side) {
    std::vector<double> shares = {std::exp(m.evidence.no_partner[side])};
    for (int e = m.graph.row_begin[side]; e < m.graph.row_begin[side + 1]; ++e) {
      shares.push_back(std::exp(m.evidence.objective[e]));
    }
    double sum = 0;
    for (const double s : shares) sum += s;
    double entropy = 0;
    for (const double s : shares) entropy -= s / sum * std::log(s / sum);
    EXPECT_NEAR(3 * features.of_side[side][2], entropy, 1e-3);
  }
}

TEST(RivalLayer, IsLinearWithoutHiddenUnits) {
  RivalLayer layer{};
  layer.linear[4] = 2;
  layer.no_partner[1] = -3;
  EXPECT_FLOAT_EQ(layer.pair({0, 0, 0, 0, 5}), 10);
  EXPECT_FLOAT_EQ(layer.none({0, 2, 0, 0}), -6);
}

TEST(RivalLayer, AHiddenUnitBelowZeroSaysNothing) {
  RivalLayer layer{};
  layer.hidden[1][0] = 1;
  layer.bias[1] = -2;
  layer.output[1] = 7;
  EXPECT_FLOAT_EQ(layer.pair({1}), 0);
  EXPECT_FLOAT_EQ(layer.pair({3}), 7);
}

TEST(RivalNetwork, GivesBothSidesTheSameProbability) {
  const Made m = made();
  const std::vector<float> guide = weigh_rivals(m.graph, m.logits, m.evidence);
  ASSERT_EQ(guide.size(), m.graph.partner.size());
  for (std::size_t e = 0; e < guide.size(); ++e) {
    EXPECT_NEAR(guide[e], guide[static_cast<std::size_t>(m.graph.mate[e])], 1e-5);
    EXPECT_LE(guide[e], 1e-3);
  }
}

TEST(RivalNetwork, ThreadsDoNotChangeTheAnswer) {
  const Made m = made();
  const auto with = [&](int threads) {
    const ThreadLimit limit(threads);
    return weigh_rivals(m.graph, m.logits, m.evidence);
  };
  const std::vector<float> one = with(1);
  EXPECT_EQ(one, with(2));
  EXPECT_EQ(one, with(4));
}

TEST(RivalNetwork, WorksWithoutCandidates) {
  const PairGraph empty{.row_begin = {0, 0, 0, 0, 0}};
  EXPECT_TRUE(weigh_rivals(empty, {}, {.no_partner = {0, 0, 0, 0}}).empty());
}

}  // namespace
}  // namespace solve_puzzle
