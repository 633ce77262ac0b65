// SPDX-License-Identifier: Apache-2.0
#include "solver/solve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include "puzzles/accuracy.h"
#include "puzzles/render.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

/// All that an answer says, but for the seconds.
std::string text_of(const Assembly& a) {
  std::ostringstream out;
  out << std::hexfloat << a.score << " " << a.stopped_early << "\n";
  for (const PlacedPiece& p : a.pieces) {
    out << p.id << " " << p.placed << " " << p.group << " " << p.confidence << " " << p.canvas_from_piece << " "
        << p.quarter_turns << " " << p.cell.value_or(cv::Point(-1, -1)) << "\n";
  }
  for (const Match& m : a.matches) {
    out << m.piece_a << " " << m.side_a << " " << m.piece_b << " " << m.side_b << " " << m.a_from_b << " " << m.log_odds
        << " " << m.accepted << "\n";
  }
  for (const Group& g : a.groups) out << g.id << " " << g.num_pieces << " " << g.width << " " << g.height << "\n";
  return out.str();
}

void expect_places_agree(const Puzzle& puzzle, const Assembly& a) {
  std::map<int, int> num_in_group;
  std::set<std::tuple<int, int, int>> taken;
  for (std::size_t i = 0; i < a.pieces.size(); ++i) {
    const PlacedPiece& p = a.pieces[i];
    EXPECT_EQ(p.id, puzzle.pieces[i].id);
    EXPECT_TRUE(p.confidence >= 0 && p.confidence <= 1);
    if (!p.placed) {
      EXPECT_EQ(p.group, -1);
      continue;
    }
    ASSERT_TRUE(p.group >= 0 && p.group < static_cast<int>(a.groups.size()));
    ASSERT_TRUE(p.cell.has_value());
    const Group& group = a.groups[p.group];
    EXPECT_TRUE(cv::Rect(0, 0, group.cols, group.rows).contains(*p.cell));
    EXPECT_TRUE(taken.insert({p.group, p.cell->x, p.cell->y}).second) << "two pieces in a cell";
    EXPECT_TRUE(puzzle.rotation != Rotation::kNone || p.quarter_turns == 0);
    const cv::Size cell(group.width / group.cols, group.height / group.rows);
    const cv::Size picture = puzzle.pieces[i].pixels.size();
    EXPECT_EQ(turned_size(picture, p.quarter_turns), cell);
    EXPECT_EQ(p.canvas_from_piece, canvas_from_cell(*p.cell, p.quarter_turns, picture, cell));
    ++num_in_group[p.group];
  }
  for (std::size_t g = 0; g < a.groups.size(); ++g) {
    EXPECT_EQ(a.groups[g].id, static_cast<int>(g));
    EXPECT_EQ(a.groups[g].num_pieces, num_in_group[static_cast<int>(g)]);
    EXPECT_TRUE(g == 0 || a.groups[g].num_pieces <= a.groups[g - 1].num_pieces) << "largest first";
    EXPECT_NO_THROW(render(puzzle, a, static_cast<int>(g)));
  }
}

void expect_matches_agree(const Puzzle& puzzle, const Assembly& a, double min_confidence) {
  for (const Match& m : a.matches) {
    ASSERT_TRUE(m.piece_a >= 0 && m.piece_a < static_cast<int>(a.pieces.size()));
    ASSERT_TRUE(m.piece_b >= 0 && m.piece_b < static_cast<int>(a.pieces.size()));
    ASSERT_TRUE(m.side_a >= 0 && m.side_a < 4 && m.side_b >= 0 && m.side_b < 4 && m.piece_a != m.piece_b);
    EXPECT_TRUE(m.probability >= 0 && m.probability <= 1);
    EXPECT_NEAR(m.probability, 1 / (1 + std::exp(-m.log_odds)), 1e-9);
    EXPECT_EQ(m.accepted, m.probability >= min_confidence);
    const cv::Size size = puzzle.pieces[m.piece_a].pixels.size();
    ASSERT_EQ(m.seam.size(), 1);
    EXPECT_EQ(m.seam[0], std::make_pair(0, m.side_a % 2 == 0 ? size.width : size.height));
    const PlacedPiece& pa = a.pieces[m.piece_a];
    const PlacedPiece& pb = a.pieces[m.piece_b];
    if (!m.accepted) continue;
    ASSERT_TRUE(pa.placed && pb.placed && pa.group == pb.group);
    const int direction = direction_of(m.side_a, pa.quarter_turns);
    EXPECT_EQ(*pb.cell - *pa.cell, step_towards(direction));
    EXPECT_EQ(direction_of(m.side_b, pb.quarter_turns), opposite(direction));
    EXPECT_LT(cv::norm(m.a_from_b - a_from_b(pa.canvas_from_piece, pb.canvas_from_piece)), 1e-9);
  }
}

Assembly solved(const Puzzle& puzzle, const SolveOptions& options = {}) {
  Assembly a = solve(puzzle, options);
  EXPECT_EQ(a.pieces.size(), puzzle.pieces.size());
  EXPECT_EQ(a.rotation, puzzle.rotation);
  EXPECT_TRUE(std::isfinite(a.score));
  expect_places_agree(puzzle, a);
  expect_matches_agree(puzzle, a, options.min_confidence);
  return a;
}

Accuracy accuracy_of(const CutPuzzle& made, const SolveOptions& options = {}) {
  return judge(solved(made.puzzle, options), made.truth, &made.puzzle);
}

TEST(Solve, PutsALandscapeBack) {
  const Accuracy accuracy = accuracy_of(sample_puzzle({12, 9}, {.piece_size = "28"}));
  EXPECT_GT(accuracy.neighbour_fair, 0.9);
  EXPECT_GT(accuracy.direct_fair, 0.9);
  EXPECT_GT(accuracy.precision_fair, 0.95);
}

TEST(Solve, PutsALandscapeOfTurnedPiecesBack) {
  const Accuracy accuracy = accuracy_of(sample_puzzle({10, 8}, {.piece_size = "28", .rotation = "quarter"}));
  EXPECT_GT(accuracy.neighbour_fair, 0.9);
  EXPECT_GT(accuracy.direct_fair, 0.9);
}

TEST(Solve, PutsRectanglesBack) {
  for (const std::string rotation : {"none", "quarter"}) {
    const Accuracy accuracy = accuracy_of(sample_puzzle({10, 6}, {.piece_size = "14x28", .rotation = rotation}));
    EXPECT_GT(accuracy.neighbour_fair, 0.85) << rotation;
  }
}

TEST(Solve, PutsStripsBack) {
  const cv::Mat picture = sample_picture({320, 240}, 2);
  for (const std::string size : {"20x240", "320x20"}) {
    for (const std::string rotation : {"none", "quarter"}) {
      const CutPuzzle made = cut({picture}, {.piece_size = size, .rotation = rotation});
      EXPECT_GT(accuracy_of(made).neighbour_fair, 0.6) << size << " " << rotation;
    }
  }
}

TEST(Solve, AKnownGridIsKept) {
  const CutPuzzle made = sample_puzzle({9, 7}, {.piece_size = "28"});
  SolveOptions options;
  options.grid = "9x7";
  const Assembly a = solved(made.puzzle, options);
  ASSERT_EQ(a.groups.size(), 1);
  EXPECT_EQ(cv::Size(a.groups[0].cols, a.groups[0].rows), cv::Size(9, 7));
  EXPECT_GT(judge(a, made.truth, &made.puzzle).neighbour_fair, 0.85);
  options.grid = "21x3";
  const Assembly wrong = solved(made.puzzle, options);
  ASSERT_EQ(wrong.groups.size(), 1);
  EXPECT_EQ(cv::Size(wrong.groups[0].cols, wrong.groups[0].rows), cv::Size(21, 3)) << "even where it is wrong";
}

TEST(Solve, FindsWhatIsLeftWhenPiecesAreMissing) {
  const CutPuzzle made = sample_puzzle({12, 9}, {.piece_size = "20", .missing = 0.1});
  EXPECT_GT(accuracy_of(made).neighbour_fair, 0.8);
}

TEST(Solve, FindsTwoPicturesInOneBag) {
  const CutPuzzle made = cut({sample_picture({280, 224}, 1), sample_picture({224, 280}, 2)}, {.piece_size = "28"});
  const Accuracy accuracy = accuracy_of(made);
  EXPECT_GT(accuracy.worst_picture_neighbour_fair, 0.8);
}

TEST(Solve, NoiseDoesNotKeepItFromMostOfThePicture) {
  EXPECT_GT(accuracy_of(sample_puzzle({10, 8}, {.piece_size = "28", .noise = 10})).neighbour_fair, 0.8);
}

TEST(Solve, SixteenBitsAreSolvedAsEight) {
  const cv::Mat picture = sample_picture({200, 160}, 1);
  cv::Mat deep;
  picture.convertTo(deep, CV_16U, 257);
  const CutPuzzle eight = cut({picture}, {.piece_size = "20"});
  const CutPuzzle sixteen = cut({deep}, {.piece_size = "20"});
  EXPECT_EQ(sixteen.puzzle.pieces[0].pixels.depth(), CV_16U);
  EXPECT_GT(accuracy_of(sixteen).neighbour_fair, 0.8);
  EXPECT_TRUE(judge(solved(sixteen.puzzle), solved(eight.puzzle), &eight.puzzle).perfect_fair);
}

TEST(Solve, EveryMeasureSolves) {
  const CutPuzzle made = sample_puzzle({8, 6}, {.piece_size = "28"});
  for (const std::string measure : {"lab-ssd", "prediction"}) {
    SolveOptions options;
    options.compatibility = measure;
    EXPECT_GT(accuracy_of(made, options).neighbour_fair, 0.8) << measure;
  }
}

TEST(Solve, OneAndTwoPiecesAreAnAnswer) {
  for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
    const Assembly one = solved(random_puzzle(1, {8, 8}, rotation));
    EXPECT_TRUE(one.pieces[0].placed);
    EXPECT_TRUE(one.matches.empty());
    const Assembly two = solved(random_puzzle(2, {8, 8}, rotation));
    EXPECT_TRUE(two.pieces[0].placed);
  }
  const CutPuzzle halves = sample_puzzle({2, 1}, {.piece_size = "40"});
  EXPECT_EQ(accuracy_of(halves).neighbour, 1);
}

TEST(Solve, EqualPiecesGiveALayoutWithoutConfidence) {
  for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
    for (const Puzzle& puzzle : {flat_puzzle(24, {8, 8}, {50, 100, 150}, rotation),
                                 puzzle_of(std::vector<cv::Mat>(24, random_picture({8, 8}, 1)), rotation)}) {
      const Assembly a = solved(puzzle);
      int num_placed = 0;
      for (const PlacedPiece& p : a.pieces) num_placed += p.placed ? 1 : 0;
      EXPECT_GT(num_placed, 0);
      EXPECT_FALSE(std::any_of(a.matches.begin(), a.matches.end(), [](const Match& m) { return m.accepted; }));
    }
  }
}

TEST(Solve, PiecesOfOnePixelAndOnePixelWideAreAnAnswer) {
  for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
    solved(random_puzzle(12, {1, 1}, rotation));
    solved(random_puzzle(12, {1, 9}, rotation));
    solved(random_puzzle(12, {9, 1}, rotation));
  }
}

TEST(Solve, FewPiecesAreMostlySolvedAsExhaustively) {
  int num_puzzles = 0;
  int num_same = 0;
  for (const std::string rotation : {"none", "quarter"}) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      const CutPuzzle made = sample_puzzle({2, 2}, {.piece_size = "28", .rotation = rotation}, seed);
      SolveOptions options;
      options.exhaustive = true;
      const Assembly best = solved(made.puzzle, options);
      EXPECT_EQ(judge(best, made.truth, &made.puzzle).neighbour_fair, 1) << rotation << ", seed " << seed;
      ++num_puzzles;
      num_same += std::abs(solved(made.puzzle).score - best.score) < 1e-3 ? 1 : 0;
    }
  }
  EXPECT_GE(num_same, 0.7 * num_puzzles);
}

TEST(Solve, TheBruteForceTableGivesTheSameAnswer) {
  for (const std::string rotation : {"none", "quarter"}) {
    const Puzzle puzzle = sample_puzzle({8, 6}, {.piece_size = "14", .rotation = rotation}).puzzle;
    SolveOptions options;
    const Assembly tiled = solve(puzzle, options);
    options.brute_force_table = true;
    EXPECT_EQ(text_of(solve(puzzle, options)), text_of(tiled));
  }
}

TEST(Solve, ThreadsDoNotChangeTheAnswer) {
  for (const CutOptions& cut_options : {CutOptions{.piece_size = "14", .noise = 20},
                                        CutOptions{.piece_size = "14", .rotation = "quarter", .missing = 0.2}}) {
    const Puzzle puzzle = sample_puzzle({8, 6}, cut_options).puzzle;
    SolveOptions options;
    options.threads = 1;
    const std::string alone = text_of(solve(puzzle, options));
    for (const int threads : {2, 4}) {
      options.threads = threads;
      EXPECT_EQ(text_of(solve(puzzle, options)), alone) << threads << " threads";
    }
  }
}

TEST(Solve, ShufflingPiecesShufflesTheAnswer) {
  const CutPuzzle made = sample_puzzle({8, 6}, {.piece_size = "28"});
  Puzzle shuffled = made.puzzle;
  Random random(4);
  random.shuffle(shuffled.pieces);
  EXPECT_TRUE(judge(solved(shuffled), solved(made.puzzle), &shuffled).perfect_fair);
}

TEST(Solve, TurningEveryPieceTurnsTheAnswer) {
  for (const std::string size : {"28", "20x28"}) {
    const CutPuzzle made = sample_puzzle({7, 6}, {.piece_size = size, .rotation = "quarter"});
    Puzzle turned_puzzle = made.puzzle;
    Assembly expected = solved(made.puzzle);
    Random random(4);
    for (std::size_t i = 0; i < turned_puzzle.pieces.size(); ++i) {
      const int turns = static_cast<int>(random.below(4));
      turned_puzzle.pieces[i].pixels = turned(turned_puzzle.pieces[i].pixels, turns);
      expected.pieces[i].quarter_turns = (expected.pieces[i].quarter_turns - turns) & 3;
    }
    EXPECT_TRUE(judge(solved(turned_puzzle), expected, &turned_puzzle).perfect_fair) << size;
  }
}

/// Noise to be searched for long.
Puzzle hard_puzzle() { return random_puzzle(150, {6, 6}); }

/// Seconds; far above what is promised, so that a busy machine or a sanitizer does no harm.
constexpr double kSoon = 6;

template <class Body>
double seconds_of(const Body& body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(Solve, ATimeLimitGivesTheBestSoFar) {
  const Puzzle puzzle = hard_puzzle();
  SolveOptions options;
  options.time_limit = 0.01;
  Assembly a;
  EXPECT_LT(seconds_of([&] { a = solved(puzzle, options); }), kSoon);
  EXPECT_TRUE(a.stopped_early);
  EXPECT_FALSE(a.groups.empty());
}

TEST(Solve, AStopFlagGivesTheBestSoFar) {
  const Puzzle puzzle = hard_puzzle();
  std::atomic<bool> stop = false;
  Assembly a;
  const double seconds = seconds_of([&] {
    std::thread later([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      stop = true;
    });
    a = solve(puzzle, {}, {.stop = &stop, .progress = {}});
    later.join();
  });
  EXPECT_LT(seconds, kSoon);
  EXPECT_TRUE(a.stopped_early);
  expect_places_agree(puzzle, a);
}

TEST(Solve, WithoutALimitItIsNotStopped) { EXPECT_FALSE(solved(random_puzzle(6, {6, 6})).stopped_early); }

TEST(Solve, ProgressGoesThroughTheStages) {
  std::vector<std::string> stages;
  std::map<std::string, double> last;
  std::atomic<int> num_inside = 0;
  const Puzzle puzzle = sample_puzzle({8, 6}, {.piece_size = "10", .noise = 20}).puzzle;
  const Assembly a = solve(puzzle, {}, {.stop = nullptr, .progress = [&](const std::string& stage, double share) {
                                          EXPECT_EQ(++num_inside, 1) << "one call at a time";
                                          EXPECT_TRUE(share >= 0 && share <= 1);
                                          if (stages.empty() || stages.back() != stage) stages.push_back(stage);
                                          last[stage] = share;
                                          --num_inside;
                                        }});
  EXPECT_THAT(stages, testing::ElementsAre("propose", "score", "assemble"));
  for (const std::string& stage : stages) {
    EXPECT_EQ(last[stage], 1) << stage;
    EXPECT_GE(a.seconds.at(stage), 0) << stage;
  }
  EXPECT_GE(a.seconds.at("total"), a.seconds.at("assemble"));
}

TEST(Solve, MinConfidenceOnlyDecidesWhatIsAccepted) {
  const CutPuzzle made = sample_puzzle({8, 6}, {.piece_size = "10", .missing = 0.1, .noise = 15});
  SolveOptions options;
  std::size_t num_before = made.puzzle.pieces.size() * 4;
  for (const double min_confidence : {0.5, 0.9, 1.0}) {
    options.min_confidence = min_confidence;
    const Assembly a = solved(made.puzzle, options);
    const auto num_accepted = static_cast<std::size_t>(
        std::count_if(a.matches.begin(), a.matches.end(), [](const Match& m) { return m.accepted; }));
    EXPECT_LE(num_accepted, num_before);
    num_before = num_accepted;
  }
}

}  // namespace
}  // namespace solve_puzzle
