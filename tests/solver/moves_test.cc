// SPDX-License-Identifier: Apache-2.0
#include "solver/moves.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "puzzles/parallel.h"
#include "solver/anneal.h"
#include "solver/frame_fill.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

using Move = Frame (*)(const Frame&, const AssemblyScores&, const Rules&, Random&);

const std::vector<std::pair<std::string, Move>> kMoves = {{"move_blocks", move_blocks},
                                                          {"follow_join", follow_join},
                                                          {"refill_region", refill_region},
                                                          {"reassign", reassign}};

/// A layout to move, what it may do, and what it is worth.
struct Start {
  std::string name;
  Frame frame;
  Rules rules;
  AssemblyScores scores;
};

CutPuzzle landscape(int turn_step) {
  return sample_puzzle({6, 5}, {.piece_size = "16", .rotation = turn_step == 4 ? "none" : "quarter"});
}

std::vector<Start> starts() {
  std::vector<Start> result;
  for (const int turn_step : {4, 2, 1}) {
    Random random(static_cast<std::uint64_t>(turn_step));
    const AssemblyScores noise = random_evidence(30, turn_step, 8, 5).scores();
    for (const cv::Size size : {cv::Size(6, 5), cv::Size(30, 1), cv::Size(1, 30)}) {
      result.push_back({"full", random_frame(size, 30, 30, turn_step, random), {turn_step, true}, noise});
    }
    result.push_back({"open", random_frame({9, 8}, 30, 22, turn_step, random), {turn_step, false}, noise});
    result.push_back({"open, all placed", random_frame({7, 7}, 30, 30, turn_step, random), {turn_step, false}, noise});
    result.push_back({"one piece",
                      random_frame({1, 1}, 1, 1, turn_step, random),
                      {turn_step, true},
                      random_evidence(1, turn_step, 1, 1).scores()});
    result.push_back({"landscape",
                      random_frame({6, 5}, 30, 30, turn_step, random),
                      {turn_step, true},
                      judged(landscape(turn_step).puzzle).scores()});
  }
  return result;
}

void expect_valid(const Frame& frame, const Start& start) {
  ASSERT_EQ(frame.cols(), start.frame.cols());
  ASSERT_EQ(frame.rows(), start.frame.rows());
  ASSERT_EQ(frame.num_pieces(), start.frame.num_pieces());
  std::set<int> pieces;
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    if (frame.at(cell) == kNoPiece) continue;
    const int piece = piece_in(frame.at(cell));
    ASSERT_TRUE(piece >= 0 && piece < frame.num_pieces());
    EXPECT_TRUE(pieces.insert(piece).second) << "piece " << piece << " twice";
    EXPECT_EQ(frame.cell_of(piece), cell);
    EXPECT_EQ(turns_of(frame.at(cell)) % start.rules.turn_step, 0);
  }
  EXPECT_EQ(pieces.size(), frame.num_placed());
  for (int piece = 0; piece < frame.num_pieces(); ++piece) EXPECT_EQ(frame.is_free(piece), !pieces.contains(piece));
  if (start.rules.is_complete) {
    EXPECT_EQ(frame.num_placed(), start.frame.num_pieces());
  }
}

TEST(Moves, KeepEveryPieceOnceAndInBounds) {
  for (const Start& start : starts()) {
    for (const auto& [name, move] : kMoves) {
      SCOPED_TRACE(start.name + ", " + name);
      Random random(17);
      Frame frame = start.frame;
      for (int i = 0; i < 25; ++i) {
        frame = move(frame, start.scores, start.rules, random);
        expect_valid(frame, start);
        if (testing::Test::HasFailure()) return;
      }
    }
  }
}

TEST(Moves, DoTheSameWithTheSameLuck) {
  for (const Start& start : starts()) {
    for (const auto& [name, move] : kMoves) {
      Random one(3);
      Random other(3);
      EXPECT_EQ(cells_of(move(start.frame, start.scores, start.rules, one)),
                cells_of(move(start.frame, start.scores, start.rules, other)))
          << start.name << ", " << name;
    }
  }
}

TEST(Moves, ReassigningNeverScoresLess) {
  for (const Start& start : starts()) {
    Random random(23);
    Frame frame = start.frame;
    for (int i = 0; i < 25; ++i) {
      const double before = layout_score(frame, start.scores, start.rules);
      frame = reassign(frame, start.scores, start.rules, random);
      EXPECT_GE(layout_score(frame, start.scores, start.rules), before - 1e-3) << start.name;
    }
  }
}

TEST(Moves, TogetherRepairALandscape) {
  const Assembly truth = landscape(4).truth;
  for (const Start& start : starts()) {
    if (start.name != "landscape" || start.rules.turn_step != 4) continue;
    Frame right(6, 5, 30);
    for (int piece = 0; piece < 30; ++piece) right.put(right.index(*truth.pieces[piece].cell), oriented(piece, 0));
    const double at_start = layout_score(start.frame, start.scores, start.rules);
    const double best = layout_score(right, start.scores, start.rules);
    const Frame after = anneal(start.frame, start.scores, start.rules, {.num_rounds = 4, .moves_per_round = 50});
    EXPECT_GT(layout_score(after, start.scores, start.rules), best - 0.1 * (best - at_start)) << "from " << at_start;
  }
}

TEST(Anneal, IsNeverWorseThanItsStart) {
  for (const Start& start : starts()) {
    for (const double temperature : {0.0, 50.0}) {
      const Frame after = anneal(start.frame, start.scores, start.rules,
                                 {.num_rounds = 2, .moves_per_round = 10, .temperature = temperature});
      expect_valid(after, start);
      EXPECT_GE(layout_score(after, start.scores, start.rules),
                layout_score(start.frame, start.scores, start.rules) - 1e-3)
          << start.name;
    }
  }
}

TEST(Anneal, ThreadsDoNotChangeTheAnswer) {
  const Start start = starts().front();
  const AnnealOptions options{.num_rounds = 3, .moves_per_round = 20, .temperature = 20};
  const ThreadLimit one(1);
  const std::vector<Oriented> alone = cells_of(anneal(start.frame, start.scores, start.rules, options));
  for (const int threads : {2, 4}) {
    const ThreadLimit limit(threads);
    EXPECT_EQ(cells_of(anneal(start.frame, start.scores, start.rules, options)), alone);
  }
}

TEST(Anneal, AStopLeavesTheStart) {
  const Start start = starts().front();
  const Frame after = anneal(start.frame, start.scores, start.rules, {.should_stop = [] { return true; }});
  EXPECT_EQ(cells_of(after), cells_of(start.frame));
}

TEST(FillCells, FillsACompleteFrame) {
  for (const Start& start : starts()) {
    if (!start.rules.is_complete || start.frame.num_pieces() == 1) continue;
    Frame frame = start.frame;
    for (int cell = 0; cell < frame.num_cells(); cell += 2) frame.remove(cell);
    Random random(1);
    fill_cells(frame, start.scores, start.rules, 1.0, random);
    expect_valid(frame, start);
    for (int cell = 1; cell < frame.num_cells(); cell += 2) EXPECT_EQ(frame.at(cell), start.frame.at(cell)) << "kept";
  }
}

TEST(FillCells, OnAnOpenCanvasOnlyPlacesWhatGains) {
  for (const Start& start : starts()) {
    if (start.rules.is_complete) continue;
    Frame frame = start.frame;
    Random random(1);
    fill_cells(frame, start.scores, start.rules, 0.0, random);
    expect_valid(frame, start);
    EXPECT_GE(layout_score(frame, start.scores, start.rules),
              layout_score(start.frame, start.scores, start.rules) - 1e-3);
  }
}

TEST(PlaceBlocks, BlocksStayWhole) {
  for (const Start& start : starts()) {
    if (start.name != "landscape") continue;
    const std::vector<Block> blocks = cut_into_blocks(start.frame, start.scores.objective, -7.9F);
    Frame frame(12, 12, start.frame.num_pieces());
    put_block(frame, blocks.front(), 0, {4, 4});
    Random random(1);
    place_blocks(frame, {blocks.begin() + 1, blocks.end()}, start.scores, start.rules, 0.0, random);
    for (const Block& block : blocks) {
      if (frame.is_free(piece_in(block.front().piece))) continue;
      const int first = frame.cell_of(piece_in(block.front().piece));
      const int turns = (turns_of(frame.at(first)) - turns_of(block.front().piece)) & 3;
      for (const PlacedOriented& p : block) {
        const int cell = frame.cell_of(piece_in(p.piece));
        ASSERT_GE(cell, 0);
        EXPECT_EQ(frame.at(cell), turned_further(p.piece, turns));
        EXPECT_EQ(frame.place(cell) - frame.place(first), turned_place(p.place - block.front().place, turns));
      }
    }
  }
}

TEST(Fits, OnlyFreeCellsInsideTheFrameDo) {
  Frame frame(3, 2, 4);
  frame.put(frame.index({2, 1}), oriented(3, 0));
  const Block bar = {{{0, 0}, oriented(0, 0)}, {{1, 0}, oriented(1, 0)}};
  EXPECT_TRUE(fits(frame, bar, 0, {0, 1}));
  EXPECT_FALSE(fits(frame, bar, 0, {1, 1})) << "filled";
  EXPECT_FALSE(fits(frame, bar, 0, {2, 0})) << "outside";
  EXPECT_TRUE(fits(frame, bar, 1, {2, 1}) == false && fits(frame, bar, 1, {1, 1})) << "turned, it stands upright";
}

}  // namespace
}  // namespace solve_puzzle
