// SPDX-License-Identifier: Apache-2.0
#include "solver/shortlist.h"

#include <gmock/gmock.h>

#include <cmath>
#include <map>

#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

constexpr int kNumPieces = 12;

/// Random candidates with random evidence from about -14 to 0.
Judged made(std::uint64_t seed = 5) { return random_evidence(kNumPieces, 1, 10, seed); }

float worth(const PairEvidence& evidence, int entry) {
  const auto e = static_cast<std::size_t>(entry);
  return std::max(evidence.objective[e], evidence.guide[e]);
}

int row_size(const PairGraph& graph, int side) {
  return graph.row_begin[static_cast<std::size_t>(side) + 1] - graph.row_begin[static_cast<std::size_t>(side)];
}

class ShortlistLaws : public testing::TestWithParam<ShortlistOptions> {};
INSTANTIATE_TEST_SUITE_P(OfManySizes, ShortlistLaws,
                         testing::Values(ShortlistOptions{}, ShortlistOptions{.most = 3, .least = 1},
                                         ShortlistOptions{.most = 5, .least = 2, .floor = -2.0},
                                         ShortlistOptions{.most = 6, .least = 0, .floor = -1.0}));

TEST_P(ShortlistLaws, EveryEntryHasItsMate) {
  const Judged all = made();
  const PairGraph graph = shortlist(all.graph, all.evidence, GetParam()).graph;
  ASSERT_EQ(graph.num_sides(), all.graph.num_sides());
  ASSERT_EQ(graph.mate.size(), graph.partner.size());
  for (int side = 0; side < graph.num_sides(); ++side) {
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
      const int mate = graph.mate[e];
      ASSERT_GE(mate, graph.row_begin[graph.partner[e]]);
      ASSERT_LT(mate, graph.row_begin[graph.partner[e] + 1]);
      EXPECT_EQ(graph.partner[mate], side);
      EXPECT_EQ(graph.mate[mate], e);
    }
  }
}

TEST_P(ShortlistLaws, RowsStaySortedSoThatPairsAreFound) {
  const Judged all = made();
  const PairGraph graph = shortlist(all.graph, all.evidence, GetParam()).graph;
  for (int side = 0; side < graph.num_sides(); ++side) {
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
      EXPECT_EQ(graph.find(side, graph.partner[e]), e);
    }
  }
}

TEST_P(ShortlistLaws, EvidenceFollowsItsPair) {
  const Judged all = made();
  const Shortlist list = shortlist(all.graph, all.evidence, GetParam());
  ASSERT_EQ(list.evidence.objective.size(), list.graph.partner.size());
  ASSERT_EQ(list.evidence.guide.size(), list.graph.partner.size());
  EXPECT_EQ(list.evidence.no_partner, all.evidence.no_partner);
  for (int side = 0; side < list.graph.num_sides(); ++side) {
    for (int e = list.graph.row_begin[side]; e < list.graph.row_begin[side + 1]; ++e) {
      const int before = all.graph.find(side, list.graph.partner[e]);
      ASSERT_GE(before, 0);
      EXPECT_EQ(list.graph.dissimilarity[e], all.graph.dissimilarity[before]);
      EXPECT_EQ(list.evidence.objective[e], all.evidence.objective[before]);
      EXPECT_EQ(list.evidence.guide[e], all.evidence.guide[before]);
    }
  }
}

TEST_P(ShortlistLaws, EverySideKeepsItsBest) {
  const Judged all = made();
  const PairGraph graph = shortlist(all.graph, all.evidence, GetParam()).graph;
  for (int side = 0; side < graph.num_sides(); ++side) {
    EXPECT_GE(row_size(graph, side), std::min(GetParam().least, row_size(all.graph, side)));
    std::multimap<float, int, std::greater<>> by_worth;
    for (int e = all.graph.row_begin[side]; e < all.graph.row_begin[side + 1]; ++e) {
      by_worth.emplace(worth(all.evidence, e), all.graph.partner[e]);
    }
    int rank = 0;
    for (const auto& [value, partner] : by_worth) {
      const bool is_kept = rank < GetParam().least || (rank < GetParam().most && value >= GetParam().floor);
      EXPECT_TRUE(!is_kept || graph.find(side, partner) >= 0) << side << " " << rank;
      ++rank;
    }
  }
}

TEST_P(ShortlistLaws, WhatNeitherSideWantsIsGone) {
  const Judged all = made();
  const PairGraph graph = shortlist(all.graph, all.evidence, GetParam()).graph;
  const auto is_wanted = [&](int side, int entry) {
    int rank = 0;
    for (int e = all.graph.row_begin[side]; e < all.graph.row_begin[side + 1]; ++e) {
      rank += worth(all.evidence, e) > worth(all.evidence, entry) ? 1 : 0;
    }
    return rank < GetParam().least || (rank < GetParam().most && worth(all.evidence, entry) >= GetParam().floor);
  };
  for (int side = 0; side < all.graph.num_sides(); ++side) {
    for (int e = all.graph.row_begin[side]; e < all.graph.row_begin[side + 1]; ++e) {
      const int other = all.graph.partner[e];
      EXPECT_EQ(graph.find(side, other) >= 0, is_wanted(side, e) || is_wanted(other, all.graph.mate[e]));
    }
  }
}

TEST(Shortlist, DropsNothingWhenMostIsLargeAndTheFloorIsLow) {
  const Judged all = made();
  const Shortlist list = shortlist(all.graph, all.evidence, {.most = 1000, .least = 0, .floor = -1e9});
  EXPECT_EQ(list.graph.row_begin, all.graph.row_begin);
  EXPECT_EQ(list.graph.partner, all.graph.partner);
  EXPECT_EQ(list.graph.mate, all.graph.mate);
  EXPECT_EQ(list.evidence.objective, all.evidence.objective);
}

/// Every side has two candidates, the better one of the given probability.
PairEvidence evidence_of(const PairGraph& graph, double probability) {
  PairEvidence evidence;
  evidence.objective.assign(graph.partner.size(), -9.0F);
  for (int side = 0; side < graph.num_sides(); ++side) {
    if (row_size(graph, side) == 0) continue;
    const auto first = static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side)]);
    evidence.objective[first] = static_cast<float>(std::log(probability));
  }
  evidence.guide = evidence.objective;
  evidence.no_partner.assign(static_cast<std::size_t>(graph.num_sides()), -8.0F);
  return evidence;
}

TEST(ShortlistOptionsOfAPuzzle, KeepMoreWhereTheClassicalMatcherIsInDoubt) {
  const PairGraph graph = made().graph;
  EXPECT_EQ(shortlist_options(graph, evidence_of(graph, 0.99)).floor, ShortlistOptions{}.floor);
  double last = 0;
  for (const double probability : {0.95, 0.85, 0.75, 0.65}) {
    const double floor = shortlist_options(graph, evidence_of(graph, probability)).floor;
    EXPECT_LT(floor, last);
    last = floor;
  }
  EXPECT_EQ(shortlist_options(graph, evidence_of(graph, 0.2)).floor, -30.0);
}

TEST(NumProposed, NeverGrowsWithThePuzzle) {
  for (int n = 1; n < 8000; n += 50) EXPECT_GE(num_proposed(n), num_proposed(n + 50));
  EXPECT_GE(num_proposed(30000), ShortlistOptions{}.least);
}

TEST(Shortlist, OfAShortlistIsTheSame) {
  const Judged all = made();
  const ShortlistOptions options{.most = 5, .least = 5, .floor = -1e9};
  const Shortlist once = shortlist(all.graph, all.evidence, options);
  EXPECT_LT(once.graph.num_entries(), all.graph.num_entries());
  EXPECT_EQ(shortlist(once.graph, once.evidence, options).graph.partner, once.graph.partner);
}

TEST(Shortlist, WorksWithoutCandidates) {
  const PairGraph empty{.row_begin = {0, 0, 0, 0, 0}};
  const Shortlist list = shortlist(empty, {.no_partner = {0, 0, 0, 0}}, {});
  EXPECT_EQ(list.graph.num_sides(), 4);
  EXPECT_EQ(list.graph.num_entries(), 0);
  EXPECT_EQ(match_lists(list.graph, list.evidence).num_entries(), 0);
}

TEST(MatchListsOfAGraph, ArePairForPairTheGraph) {
  const Judged all = made();
  const MatchLists lists = match_lists(all.graph, all.evidence);
  EXPECT_EQ(lists.row_begin, all.graph.row_begin);
  EXPECT_EQ(lists.partner, all.graph.partner);
  EXPECT_EQ(lists.mate, all.graph.mate);
  EXPECT_EQ(lists.evidence.size(), lists.partner.size() * kNumPairEvidence);
}

TEST(MatchListsOfAGraph, TheBestOfEveryRowHasNoDistanceToItself) {
  const Judged all = made();
  const MatchLists lists = match_lists(all.graph, all.evidence);
  for (int side = 0; side < lists.num_sides(); ++side) {
    float best = -1e9F;
    float nearest = -1e9F;
    for (int e = lists.row_begin[side]; e < lists.row_begin[side + 1]; ++e) {
      best = std::max(best, lists.evidence[e * kNumPairEvidence]);
      nearest = std::max(nearest, lists.evidence[e * kNumPairEvidence + 1]);
    }
    for (int e = lists.row_begin[side]; e < lists.row_begin[side + 1]; ++e) {
      EXPECT_NEAR(lists.evidence[e * kNumPairEvidence + 1], lists.evidence[e * kNumPairEvidence] - best, 1e-5);
    }
    EXPECT_EQ(nearest, lists.row_begin[side] < lists.row_begin[side + 1] ? 0.0F : -1e9F);
  }
}

TEST(MatchListsOfAGraph, EvidenceIsFiniteAndSmallHoweverUnlikelyThePairs) {
  Judged all = made();
  for (float& value : all.evidence.objective) value = 1e4F * value;
  for (const float value : match_lists(all.graph, all.evidence).evidence) {
    EXPECT_GE(value, -3.0F);
    EXPECT_LE(value, 3.0F);
  }
}

}  // namespace
}  // namespace solve_puzzle
