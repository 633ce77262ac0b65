// SPDX-License-Identifier: Apache-2.0
#include "solver/frame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "solver/frame_fill.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

TEST(Frame, PutAndRemoveKeepCellsAndPiecesInStep) {
  Frame frame(4, 3, 5);
  EXPECT_EQ(frame.num_placed(), 0);
  frame.put(frame.index({2, 1}), oriented(3, 1));
  EXPECT_EQ(frame.at(cv::Point(2, 1)), oriented(3, 1));
  EXPECT_EQ(frame.cell_of(3), frame.index({2, 1}));
  EXPECT_FALSE(frame.is_free(3));
  EXPECT_EQ(frame.num_placed(), 1);
  frame.remove(frame.index({2, 1}));
  EXPECT_EQ(frame.at(cv::Point(2, 1)), kNoPiece);
  EXPECT_TRUE(frame.is_free(3));
  EXPECT_EQ(frame.num_placed(), 0);
}

TEST(Frame, NeighboursAreWhereTheGridSays) {
  for (const cv::Size size : {cv::Size(4, 3), cv::Size(1, 5), cv::Size(5, 1), cv::Size(1, 1)}) {
    const Frame frame(size.width, size.height, 1);
    for (int cell = 0; cell < frame.num_cells(); ++cell) {
      EXPECT_EQ(frame.index(frame.place(cell)), cell);
      for (int direction = 0; direction < 4; ++direction) {
        const cv::Point place = frame.place(cell) + step_towards(direction);
        EXPECT_EQ(frame.neighbour(cell, direction), frame.contains(place) ? frame.index(place) : -1);
      }
    }
  }
}

/// What the header says, place by place and in double precision.
double plain_score(const Frame& frame, const AssemblyScores& scores, bool counts_free) {
  double sum = 0;
  for (int piece = 0; piece < frame.num_pieces(); ++piece) {
    for (int direction = 0; direction < 4; ++direction) {
      const double nothing = scores.no_partner[piece * 4 + direction];
      if (frame.is_free(piece)) {
        sum += counts_free ? nothing : 0.0;
        continue;
      }
      const Oriented o = frame.at(frame.cell_of(piece));
      const cv::Point place = frame.place(frame.cell_of(piece));
      const int looks = direction_of(direction, turns_of(o));
      const Oriented other = frame.at(place + step_towards(looks));
      sum += other == kNoPiece ? nothing
                               : scores.objective.of(piece * 4 + direction, side_towards(other, opposite(looks)));
    }
  }
  return sum;
}

struct Case {
  Frame frame;
  AssemblyScores scores;
};

std::vector<Case> random_cases(int turn_step) {
  const int num_pieces = 14;
  std::vector<Case> cases;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Random random(seed);
    const int num_placed = 2 + static_cast<int>(random.below(13));
    cases.push_back({random_frame({5, 4}, num_pieces, num_placed, turn_step, random),
                     random_evidence(num_pieces, turn_step, 9, seed).scores()});
  }
  return cases;
}

TEST(Frame, ScoreEqualsAPlainRecount) {
  for (const int turn_step : {4, 2, 1}) {
    for (const auto& [frame, scores] : random_cases(turn_step)) {
      EXPECT_NEAR(frame_score(frame, scores), plain_score(frame, scores, false), 1e-3);
      EXPECT_NEAR(layout_score(frame, scores, {turn_step, true}), plain_score(frame, scores, false), 1e-3);
      EXPECT_NEAR(layout_score(frame, scores, {turn_step, false}), plain_score(frame, scores, true), 1e-3);
    }
  }
}

TEST(Frame, CellScoreEqualsTheDifferenceThatAPieceMakes) {
  for (auto& [frame, scores] : random_cases(1)) {
    int cell = 0;
    while (frame.at(cell) == kNoPiece) ++cell;
    const Oriented before = frame.at(cell);
    const double score_before = frame_score(frame, scores);
    const float worth_before = cell_score(frame, scores, cell, before);
    frame.remove(cell);
    for (int piece = 0; piece < frame.num_pieces(); ++piece) {
      if (!frame.is_free(piece)) continue;
      for (int turns = 0; turns < 4; ++turns) {
        const float worth = cell_score(frame, scores, cell, oriented(piece, turns));
        frame.put(cell, oriented(piece, turns));
        EXPECT_NEAR(worth - worth_before, frame_score(frame, scores) - score_before, 1e-3);
        EXPECT_NEAR(worth, cell_score(frame, scores, cell, oriented(piece, turns)), 1e-4) << "put or not";
        frame.remove(cell);
      }
    }
  }
}

TEST(Frame, PlacingGainEqualsWhatTheLayoutGains) {
  const Rules open{.turn_step = 1, .is_complete = false};
  for (auto& [frame, scores] : random_cases(1)) {
    const double before = layout_score(frame, scores, open);
    for (int cell = 0; cell < frame.num_cells(); ++cell) {
      if (frame.at(cell) != kNoPiece) continue;
      for (int piece = 0; piece < frame.num_pieces(); ++piece) {
        if (!frame.is_free(piece)) continue;
        const Oriented o = oriented(piece, cell & 3);
        const float gain = placing_gain(frame, scores, cell, o);
        frame.put(cell, o);
        EXPECT_NEAR(gain, layout_score(frame, scores, open) - before, 1e-3);
        frame.remove(cell);
      }
    }
  }
}

TEST(Frame, TurningAWholeLayoutKeepsItsScore) {
  for (const auto& [frame, scores] : random_cases(1)) {
    Block whole;
    for (int cell = 0; cell < frame.num_cells(); ++cell) {
      if (frame.at(cell) != kNoPiece) whole.push_back({frame.place(cell), frame.at(cell)});
    }
    for (int turns = 1; turns < 4; ++turns) {
      Frame other(9, 9, frame.num_pieces());
      put_block(other, whole, turns, cv::Point(5, 5) - turned_place({2, 2}, turns));
      EXPECT_NEAR(frame_score(other, scores), frame_score(frame, scores), 1e-3);
    }
  }
}

void expect_partition(const std::vector<Block>& blocks, const Frame& frame) {
  Frame rebuilt(frame.cols(), frame.rows(), frame.num_pieces());
  for (const Block& block : blocks) {
    ASSERT_TRUE(fits(rebuilt, block, 0, {0, 0}));
    put_block(rebuilt, block, 0, {0, 0});
  }
  EXPECT_EQ(cells_of(rebuilt), cells_of(frame));
  EXPECT_TRUE(std::is_sorted(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) {
    return a.size() > b.size();
  })) << "largest first";
}

TEST(Blocks, PartitionThePlacedPieces) {
  for (const int turn_step : {4, 1}) {
    for (const auto& [frame, scores] : random_cases(turn_step)) {
      for (const float threshold : {-100.0F, -7.0F, -3.0F, -0.1F, 1.0F}) {
        expect_partition(cut_into_blocks(frame, scores.objective, threshold), frame);
        expect_partition(coherent_blocks(frame, scores.guide, threshold), frame);
      }
    }
  }
}

TEST(Blocks, NothingIsCutBelowAllScoresAndEverythingAboveThem) {
  Random random(3);
  const Case full{random_frame({5, 4}, 20, 20, 1, random), random_evidence(20, 1, 9, 3).scores()};
  EXPECT_EQ(cut_into_blocks(full.frame, full.scores.objective, -100).size(), 1);
  EXPECT_EQ(coherent_blocks(full.frame, full.scores.objective, -100).size(), 1);
  EXPECT_EQ(cut_into_blocks(full.frame, full.scores.objective, 1).size(), 20);
  EXPECT_EQ(coherent_blocks(full.frame, full.scores.objective, 1).size(), 20);
}

TEST(Blocks, OneGoodJoinDoesNotBridgeABadSeam) {
  // Two columns of three pieces; within the columns all is good, across only the first row.
  BestPairs best{.num_candidates = 1, .partner = std::vector<std::int32_t>(24, -1), .dissimilarity = {}};
  best.dissimilarity.resize(24, 0.0F);
  for (const int piece : {0, 1, 3, 4}) best.partner[piece * 4 + kBottom] = (piece + 1) * 4 + kTop;
  best.partner[kRight] = 3 * 4 + kLeft;
  const PairGraph graph = make_pair_graph(best);
  const PairScores scores(graph, std::vector<float>(graph.partner.size(), -0.1F), -8, 4);
  Frame frame(2, 3, 6);
  for (int piece = 0; piece < 6; ++piece) frame.put(frame.index({piece / 3, piece % 3}), oriented(piece, 0));
  EXPECT_EQ(cut_into_blocks(frame, scores, -1).size(), 1);
  EXPECT_EQ(coherent_blocks(frame, scores, -1).size(), 2);
}

TEST(Blocks, BoundsHoldEveryPlace) {
  EXPECT_TRUE(bounds({}).empty());
  EXPECT_EQ(bounds({{{-2, 5}, 0}, {{3, 4}, 4}}), cv::Rect(-2, 4, 6, 2));
}

}  // namespace
}  // namespace solve_puzzle
