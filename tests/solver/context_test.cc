// SPDX-License-Identifier: Apache-2.0
#include "solver/context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "solver/oriented.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

constexpr double kNoSlack = -1e9;

/// Every side may face every opposite side of other pieces.
PairGraph full_graph(int num_pieces) {
  return make_pair_graph(random_pairs(num_pieces, Rotation::kNone, num_pieces - 1, 4));
}

double row_sum(const PairGraph& graph, const Posterior& posterior, int side) {
  double sum = std::exp(static_cast<double>(posterior.log_no_partner[side]));
  for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
    sum += std::exp(static_cast<double>(posterior.log_probability[e]));
  }
  return sum;
}

TEST(Sinkhorn, AfterManyRoundsEverySideHasOnePartnerOrNone) {
  for (const double slack : {-8.0, -2.0, 1.0}) {
    const PairGraph graph = full_graph(12);
    const Posterior posterior = sinkhorn(graph, random_entries(graph, -6, 0, 5), slack, 500);
    for (int side = 0; side < graph.num_sides(); ++side) EXPECT_NEAR(row_sum(graph, posterior, side), 1, 1e-3);
  }
}

TEST(Sinkhorn, ProbabilitiesAreAtMostOneAfterAnyRound) {
  const PairGraph graph = make_pair_graph(random_pairs(30, Rotation::kQuarter, 6, 8));
  for (const int rounds : {1, 2, 4, 50}) {
    const Posterior posterior = sinkhorn(graph, random_entries(graph, -20, 5, 5), -8, rounds);
    EXPECT_THAT(posterior.log_probability, testing::Each(testing::Le(1e-4F)));
    EXPECT_THAT(posterior.log_no_partner, testing::Each(testing::Le(0)));
  }
}

TEST(Sinkhorn, IsTheSameFromBothSides) {
  const PairGraph graph = make_pair_graph(random_pairs(30, Rotation::kQuarter, 6, 8));
  const Posterior posterior = sinkhorn(graph, random_entries(graph, -20, 0, 5), -8, 3);
  for (int e = 0; e < graph.num_entries(); ++e) {
    EXPECT_NEAR(posterior.log_probability[e], posterior.log_probability[graph.mate[e]], 1e-4);
  }
}

TEST(Sinkhorn, AddingAConstantToOneSideChangesNothing) {
  const PairGraph graph = full_graph(9);
  const std::vector<float> logits = random_entries(graph, -4, 0, 6);
  std::vector<float> shifted = logits;
  constexpr int kSide = 4 * 3 + kRight;
  for (int e = graph.row_begin[kSide]; e < graph.row_begin[kSide + 1]; ++e) {
    shifted[e] += 3;
    shifted[graph.mate[e]] += 3;
  }
  const Posterior before = sinkhorn(graph, logits, kNoSlack, 300);
  const Posterior after = sinkhorn(graph, shifted, kNoSlack, 300);
  EXPECT_THAT(after.log_probability, testing::Pointwise(testing::FloatNear(2e-3F), before.log_probability));
}

TEST(Sinkhorn, ARivalLowersAndSlackTakes) {
  // Sides 1 of piece 0 and 2 want side 3 of piece 1; nobody else is there.
  BestPairs best{.num_candidates = 1, .partner = std::vector<std::int32_t>(12, -1), .dissimilarity = {}};
  best.dissimilarity.resize(12, 1.0F);
  best.partner[kRight] = 4 + kLeft;
  const PairGraph alone = make_pair_graph(best);
  best.partner[8 + kRight] = 4 + kLeft;
  const PairGraph rivals = make_pair_graph(best);
  const auto of = [](const PairGraph& graph, double slack) {
    const Posterior p = sinkhorn(graph, std::vector<float>(graph.partner.size(), 0.0F), slack, 50);
    return p.log_probability[graph.find(kRight, 4 + kLeft)];
  };
  EXPECT_GT(of(alone, -8), of(rivals, -8) + 0.3F);
  EXPECT_GT(of(alone, -8), of(alone, 0) + 0.3F);
}

TEST(Sinkhorn, HugeLogitsAndEmptyRowsGiveNumbers) {
  const PairGraph graph = make_pair_graph(random_pairs(6, Rotation::kNone, 2, 8));
  for (const float scale : {1e4F, -1e4F}) {
    std::vector<float> logits = random_entries(graph, 0, scale, 5);
    for (const double slack : {-8.0, kNoSlack}) {
      const Posterior posterior = sinkhorn(graph, logits, slack, 4);
      for (const float v : posterior.log_probability) EXPECT_TRUE(std::isfinite(v)) << scale << " " << slack;
      for (const float v : posterior.log_no_partner) EXPECT_FALSE(std::isnan(v)) << scale << " " << slack;
    }
  }
  const PairGraph empty = make_pair_graph(random_pairs(1, Rotation::kNone, 2, 8));
  EXPECT_THAT(sinkhorn(empty, {}, -8, 4).log_no_partner, testing::Each(0));
}

TEST(RivalLogits, AreSymmetricAndFallWithDissimilarity) {
  const PairGraph graph = make_pair_graph(random_pairs(30, Rotation::kQuarter, 6, 8));
  const std::vector<float> logits = rival_logits(graph, 8);
  for (int side = 0; side < graph.num_sides(); ++side) {
    for (int e = graph.row_begin[side]; e < graph.row_begin[side + 1]; ++e) {
      EXPECT_LE(logits[e], 0);
      EXPECT_NEAR(logits[e], logits[graph.mate[e]], 1e-4 * std::abs(logits[e]));
    }
  }
}

TEST(RivalLogits, DependOnTheSecondBestOfBothSides) {
  // d(0, 7) = 3 with second bests 8 and 15 of its sides: -β 3 / sqrt(9 · 16).
  BestPairs best{.num_candidates = 2, .partner = std::vector<std::int32_t>(24, -1), .dissimilarity = {}};
  best.dissimilarity.resize(24, 0.0F);
  best.partner[2 * kRight] = 4 + kLeft;
  best.dissimilarity[2 * kRight] = 3;
  best.partner[2 * kRight + 1] = 8 + kLeft;
  best.dissimilarity[2 * kRight + 1] = 8;
  best.partner[2 * (8 + kRight)] = 4 + kLeft;
  best.dissimilarity[2 * (8 + kRight)] = 15;
  const PairGraph graph = make_pair_graph(best);
  EXPECT_NEAR(rival_logits(graph, 8)[graph.find(kRight, 4 + kLeft)], -8 * 3 / 12.0, 1e-5);
}

/// The best loops above and below the pair, by laying pieces into four cells: A B over C D. Diagonal cells may hold the
/// same piece or not.
float best_loops_by_laying(const PairGraph& graph, const std::vector<float>& log_probability, int a, int b,
                           double floor, bool piece_may_stand_twice) {
  const Oriented at_a = facing(a, kRight);
  const Oriented at_b = facing(b, kLeft);
  const auto joined = [&](Oriented x, Oriented y, int d) {
    const int e = graph.find(side_towards(x, d), side_towards(y, opposite(d)));
    return e < 0 ? -std::numeric_limits<float>::infinity() : log_probability[e];
  };
  float sum = 0;
  for (const int flank : {kTop, kBottom}) {
    auto best = static_cast<float>(floor);
    for (Oriented c = 0; c < graph.num_sides(); ++c) {
      for (Oriented d = 0; d < graph.num_sides(); ++d) {
        const bool is_twice = piece_in(c) == piece_in(at_b) || piece_in(d) == piece_in(at_a);
        if (is_twice && !piece_may_stand_twice) continue;
        best = std::max(best, joined(at_a, c, flank) + joined(at_b, d, flank) + joined(c, d, kRight));
      }
    }
    sum += best;
  }
  return sum;
}

/// The loops of both flanks, summed.
std::vector<float> loop_evidence(const PairGraph& graph, const std::vector<float>& log_probability, int candidates,
                                 double floor) {
  const FlankLoops loops =
      flank_loops(graph, {log_probability, {}}, {.candidates = candidates, .floor = floor, .at_border = false});
  std::vector<float> sum = loops.right;
  for (std::size_t e = 0; e < sum.size(); ++e) sum[e] += loops.left[e];
  return sum;
}

TEST(FlankLoops, OfTheMateAreTheSameWithHandsExchanged) {
  const PairGraph graph = make_pair_graph(random_pairs(12, Rotation::kQuarter, 5, 12));
  const std::vector<float> log_probability = random_entries(graph, -4, 0, 13);
  const std::vector<float> none(static_cast<std::size_t>(graph.num_sides()), -1.0F);
  for (const bool at_border : {false, true}) {
    const FlankLoops loops = flank_loops(graph, {log_probability, none}, {.at_border = at_border});
    for (std::size_t e = 0; e < loops.right.size(); ++e) {
      EXPECT_EQ(loops.right[e], loops.left[static_cast<std::size_t>(graph.mate[e])]);
      EXPECT_GE(loops.right[e], at_border ? -2.0F : -6.0F);
    }
  }
}

TEST(LoopEvidence, EqualsLayingAllPiecesIntoFourCells) {
  for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
    const PairGraph graph = make_pair_graph(random_pairs(9, rotation, 3, 12));
    const std::vector<float> log_probability = random_entries(graph, -4, 0, 13);
    constexpr double kFloor = -7;
    const std::vector<float> evidence = loop_evidence(graph, log_probability, graph.num_sides(), kFloor);
    int num_loops = 0;
    for (int a = 0; a < graph.num_sides(); ++a) {
      for (int e = graph.row_begin[a]; e < graph.row_begin[a + 1]; ++e) {
        const float apart = best_loops_by_laying(graph, log_probability, a, graph.partner[e], kFloor, false);
        const float twice = best_loops_by_laying(graph, log_probability, a, graph.partner[e], kFloor, true);
        EXPECT_GE(evidence[e], apart - 1e-4) << a << " " << graph.partner[e];
        EXPECT_LE(evidence[e], twice + 1e-4) << a << " " << graph.partner[e];
        num_loops += apart == twice && apart > 2 * kFloor ? 1 : 0;
      }
    }
    EXPECT_GT(num_loops, 20) << "loops that both ways agree on";
  }
}

TEST(LoopEvidence, FewerCandidatesFindNoMore) {
  const PairGraph graph = make_pair_graph(random_pairs(12, Rotation::kQuarter, 5, 12));
  const std::vector<float> log_probability = random_entries(graph, -4, 0, 13);
  const std::vector<float> all = loop_evidence(graph, log_probability, graph.num_sides(), -7);
  for (const int candidates : {0, 1, 3}) {
    const std::vector<float> some = loop_evidence(graph, log_probability, candidates, -7);
    for (std::size_t e = 0; e < all.size(); ++e) EXPECT_LE(some[e], all[e]);
  }
}

double share_of_true_first(const PairGraph& graph, const std::set<std::pair<int, int>>& joins,
                           const std::vector<float>& score) {
  int num_right = 0;
  for (const auto& [a, b] : joins) {
    const auto first = score.begin() + graph.row_begin[a];
    const auto best = std::max_element(first, score.begin() + graph.row_begin[a + 1]);
    num_right += graph.partner[best - score.begin()] == b ? 1 : 0;
  }
  return num_right / static_cast<double>(joins.size());
}

TEST(JudgePairs, ContextPutsMoreTruePartnersFirstThanPixelsAlone) {
  const CutPuzzle made = sample_puzzle({14, 10}, {.piece_size = "14", .noise = 12});
  const Judged result = judged(made.puzzle);
  std::vector<float> pixels;
  for (const float d : result.graph.dissimilarity) pixels.push_back(-d);
  const auto joins = true_joins(made.truth);
  const double alone = share_of_true_first(result.graph, joins, pixels);
  const double rivals = share_of_true_first(result.graph, joins, result.evidence.objective);
  const double loops = share_of_true_first(result.graph, joins, result.evidence.guide);
  EXPECT_GT(rivals, alone);
  EXPECT_GT(loops, rivals);
}

TEST(JudgePairs, GivesLogProbabilitiesThatAreTheSameFromBothSides) {
  const Judged result = judged(sample_puzzle({6, 5}, {.piece_size = "10", .rotation = "quarter"}).puzzle);
  for (int e = 0; e < result.graph.num_entries(); ++e) {
    for (const auto* values : {&result.evidence.objective, &result.evidence.guide}) {
      EXPECT_LE((*values)[e], 1e-4);
      EXPECT_NEAR((*values)[e], (*values)[result.graph.mate[e]], 1e-3 + 1e-5 * std::abs((*values)[e]));
    }
  }
}

}  // namespace
}  // namespace solve_puzzle
