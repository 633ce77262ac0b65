// SPDX-License-Identifier: Apache-2.0
#include "solver/exhaustive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "puzzles/error.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

double score_of(const Frame& frame, const Judged& judged, int turn_step) {
  return layout_score(frame, judged.scores(), {turn_step, false});
}

struct Outcome {
  int num_tried = 0;
  int num_reached = 0;
};

/// Solves both ways on a known grid and compares the scores.
void compare(const Judged& judged, cv::Size grid, int turn_step, Outcome& outcome) {
  const AssembleOptions options{.turn_step = turn_step, .grid = grid};
  const double optimum = score_of(assemble_exhaustively(judged.graph, judged.evidence, options), judged, turn_step);
  const double found = score_of(assemble(judged.graph, judged.evidence, options), judged, turn_step);
  EXPECT_LE(found, optimum + 1e-3) << "better than the best of all";
  ++outcome.num_tried;
  outcome.num_reached += found >= optimum - 1e-3 ? 1 : 0;
}

struct Tiny {
  cv::Size grid;
  int turn_step;
  int num_seeds;
};

const std::vector<Tiny> kTiny = {{{1, 1}, 4, 1}, {{2, 1}, 4, 3}, {{1, 3}, 4, 3}, {{2, 2}, 4, 10}, {{3, 2}, 4, 8},
                                 {{3, 3}, 4, 1}, {{2, 1}, 1, 4}, {{2, 2}, 1, 6}, {{2, 2}, 2, 3}};

TEST(Assemble, NeverBeatsTheExhaustiveOptimumAndUsuallyReachesIt) {
  Outcome outcome;
  for (const Tiny& tiny : kTiny) {
    for (int seed = 1; seed <= tiny.num_seeds; ++seed) {
      SCOPED_TRACE(testing::Message() << tiny.grid << " step " << tiny.turn_step << " seed " << seed);
      compare(random_evidence(tiny.grid.area(), tiny.turn_step, 6, static_cast<std::uint64_t>(seed) * 77), tiny.grid,
              tiny.turn_step, outcome);
    }
  }
  EXPECT_GE(outcome.num_reached, 0.7 * outcome.num_tried) << "of " << outcome.num_tried << " puzzles of pure noise";
}

TEST(Assemble, ReachesTheExhaustiveOptimumOfSmallPictures) {
  Outcome outcome;
  for (const Tiny& tiny : kTiny) {
    const CutPuzzle made = sample_puzzle(
        tiny.grid, {.piece_size = "16", .rotation = tiny.turn_step == 4 ? "none" : "quarter", .noise = 5}, 3);
    compare(judged(made.puzzle), tiny.grid, tiny.turn_step == 2 ? 1 : tiny.turn_step, outcome);
  }
  EXPECT_EQ(outcome.num_reached, outcome.num_tried);
}

TEST(Exhaustive, FindsTheTruthOfASmallPicture) {
  const CutPuzzle made = sample_puzzle({3, 2}, {.piece_size = "20"}, 4);
  const Judged evidence = judged(made.puzzle);
  const Frame frame = assemble_exhaustively(evidence.graph, evidence.evidence, {});
  ASSERT_EQ(frame.cols(), 3) << "the size was not told";
  for (int piece = 0; piece < 6; ++piece) {
    EXPECT_EQ(frame.place(frame.cell_of(piece)), *made.truth.pieces[piece].cell);
  }
}

TEST(Exhaustive, LeavesTheBestCellsOfALargerGridEmpty) {
  const Judged evidence = random_evidence(3, 4, 2, 5);
  const AssembleOptions larger{.turn_step = 4, .grid = {2, 2}};
  const Frame frame = assemble_exhaustively(evidence.graph, evidence.evidence, larger);
  EXPECT_EQ(frame.num_placed(), 3);
  Random random(3);
  for (int i = 0; i < 50; ++i) {
    EXPECT_LE(frame_score(random_frame({2, 2}, 3, 3, 4, random), evidence.scores()),
              frame_score(frame, evidence.scores()) + 1e-3);
  }
}

TEST(Exhaustive, RefusesWhatWouldTakeForEver) {
  const auto run = [](int num_pieces, int turn_step) {
    const Judged evidence = random_evidence(num_pieces, turn_step, 2, 5);
    assemble_exhaustively(evidence.graph, evidence.evidence, {.turn_step = turn_step});
  };
  EXPECT_THAT([&] { run(10, 4); }, testing::ThrowsMessage<Error>(testing::HasSubstr("at most 9")));
  EXPECT_THAT([&] { run(6, 1); }, testing::ThrowsMessage<Error>(testing::HasSubstr("at most 5")));
}

}  // namespace
}  // namespace solve_puzzle
