// SPDX-License-Identifier: Apache-2.0
#include "solver/components.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

/// Every piece stands in one block, no two in one place, and the largest block comes first.
void expect_no_collision(const std::vector<Block>& blocks, int num_pieces) {
  std::set<int> pieces;
  for (const Block& block : blocks) {
    std::set<std::pair<int, int>> places;
    for (const PlacedOriented& p : block) {
      EXPECT_TRUE(pieces.insert(piece_in(p.piece)).second) << "piece " << piece_in(p.piece) << " twice";
      EXPECT_TRUE(places.emplace(p.place.x, p.place.y).second) << "two pieces at " << p.place;
    }
    EXPECT_LE(block.size(), blocks.front().size());
  }
  EXPECT_EQ(pieces.size(), num_pieces);
}

struct Graph {
  PairGraph graph;
  std::vector<float> order;
  PairScores support;
};

Graph random_graph(int num_pieces, Rotation rotation, std::uint64_t seed) {
  PairGraph graph = make_pair_graph(random_pairs(num_pieces, rotation, 4, seed));
  const std::vector<float> order = random_entries(graph, -4, 6, seed);
  return {graph, order, PairScores(graph, order, -10, 1)};
}

TEST(OrderedJoins, ListEachPairOnceBestFirst) {
  const Graph g = random_graph(20, Rotation::kQuarter, 3);
  const std::vector<Join> joins = ordered_joins(g.graph, g.order, 1.0F);
  std::set<std::pair<int, int>> seen;
  for (std::size_t i = 0; i < joins.size(); ++i) {
    EXPECT_TRUE(seen.emplace(std::minmax(joins[i].side_a, joins[i].side_b)).second);
    EXPECT_EQ(joins[i].order, g.order[g.graph.find(joins[i].side_a, joins[i].side_b)]);
    EXPECT_GE(joins[i].order, 1.0F);
    EXPECT_TRUE(i == 0 || joins[i].order <= joins[i - 1].order);
  }
  EXPECT_EQ(seen.size(), std::count_if(g.order.begin(), g.order.end(), [](float o) { return o >= 1.0F; }) / 2);
}

TEST(GrowComponents, NeverLayTwoPiecesInOnePlace) {
  for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
    for (const bool needs_support : {true, false}) {
      for (std::uint64_t seed = 0; seed < 5; ++seed) {
        const Graph g = random_graph(60, rotation, seed);
        expect_no_collision(grow_components(60, ordered_joins(g.graph, g.order, -100), g.support,
                                            {.may_turn = rotation != Rotation::kNone, .needs_support = needs_support}),
                            60);
      }
    }
  }
}

TEST(GrowComponents, WithoutRotationNoPieceIsTurned) {
  const Graph g = random_graph(60, Rotation::kNone, 1);
  for (const Block& block : grow_components(60, ordered_joins(g.graph, g.order, -100), g.support, {})) {
    for (const PlacedOriented& p : block) EXPECT_EQ(turns_of(p.piece), 0);
  }
}

TEST(GrowComponents, NeverBurstTheFrame) {
  for (const bool may_turn : {false, true}) {
    const Graph g = random_graph(80, may_turn ? Rotation::kQuarter : Rotation::kNone, 2);
    const auto blocks = grow_components(80, ordered_joins(g.graph, g.order, -100), g.support,
                                        {.max_cols = 7, .max_rows = 3, .may_turn = may_turn, .needs_support = false});
    expect_no_collision(blocks, 80);
    EXPECT_GT(blocks.front().size(), 3);
    for (const Block& block : blocks) {
      const cv::Rect box = bounds(block);
      EXPECT_TRUE((box.width <= 7 && box.height <= 3) || (may_turn && box.width <= 3 && box.height <= 7)) << box;
    }
  }
}

TEST(GrowComponents, TrueJoinsGrowTheTruePicture) {
  for (const std::string rotation : {"none", "quarter"}) {
    const CutPuzzle made = sample_puzzle({7, 5}, {.piece_size = "8", .rotation = rotation});
    std::vector<Join> joins;
    for (const auto& [a, b] : true_joins(made.truth)) joins.push_back({a, b, 1.0F});
    const PairGraph graph = make_pair_graph(random_pairs(35, Rotation::kNone, 1, 1));
    const PairScores support(graph, std::vector<float>(graph.partner.size(), -1.0F), -1.0F, 1);
    const auto blocks =
        grow_components(35, joins, support, {.may_turn = rotation == "quarter", .needs_support = false});
    ASSERT_EQ(blocks.size(), 1);
    const PlacedOriented& first = blocks.front().front();
    const PlacedPiece& true_first = made.truth.pieces[piece_in(first.piece)];
    const int turns = (turns_of(first.piece) - true_first.quarter_turns) & 3;
    for (const PlacedOriented& p : blocks.front()) {
      const PlacedPiece& true_place = made.truth.pieces[piece_in(p.piece)];
      EXPECT_EQ(turns_of(p.piece), (true_place.quarter_turns + turns) & 3);
      EXPECT_EQ(p.place - first.place, turned_place(*true_place.cell - *true_first.cell, turns));
    }
  }
}

TEST(GrowComponents, AMergeNeedsTheSupportOfAllNewContacts) {
  // 0 1 over 2 3: the joins 0-1 and 2-3 are good; 0-2 is good, but 1-3, which comes with it, is worse than that.
  BestPairs best{.num_candidates = 1, .partner = std::vector<std::int32_t>(16, -1), .dissimilarity = {}};
  best.dissimilarity.resize(16, 0.0F);
  best.partner[kRight] = 4 + kLeft;
  best.partner[8 + kRight] = 12 + kLeft;
  best.partner[kBottom] = 8 + kTop;
  const PairGraph graph = make_pair_graph(best);
  const PairScores support(graph, std::vector<float>(graph.partner.size(), 2.0F), -10, 1);
  const std::vector<Join> joins = ordered_joins(graph, std::vector<float>(graph.partner.size(), 2.0F), 0);
  EXPECT_EQ(grow_components(4, joins, support, {.needs_support = true}).size(), 2);
  EXPECT_EQ(grow_components(4, joins, support, {.needs_support = false}).size(), 1);
}

}  // namespace
}  // namespace solve_puzzle
