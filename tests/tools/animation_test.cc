// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/animation.h"

#include <gmock/gmock.h>

#include <opencv2/imgproc.hpp>

#include "puzzles/error.h"
#include "puzzles/sample.h"
#include "tests/puzzles/testing.h"
#include "tests/tools/run_program.h"
#include "tools/commands/film.h"
#include "tools/commands/flight_plan.h"

namespace solve_puzzle {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Four pieces in two groups and one without a place.
Assembly made_assembly() {
  Assembly assembly;
  for (const int group : {0, 0, 0, 1, -1}) {
    assembly.pieces.push_back(
        {.id = std::to_string(assembly.pieces.size()), .file = "", .placed = group >= 0, .group = group});
  }
  assembly.matches.push_back({.piece_a = 0, .piece_b = 1, .log_odds = 1});
  assembly.matches.push_back({.piece_a = 2, .piece_b = 1, .log_odds = 5});
  assembly.matches.push_back({.piece_a = 0, .piece_b = 3, .log_odds = 9});  // of two groups: not made
  assembly.matches.push_back({.piece_a = 0, .piece_b = 4, .log_odds = 9});  // a suggestion
  return assembly;
}

TEST(FlightPlan, PiecesFlyInTheOrderOfTheReport) {
  EXPECT_THAT(order_of_assembly(made_assembly()), ElementsAre(2, 1, 0, 3));
}

TEST(FlightPlan, EveryFlightEndsWhereThePieceBelongsWithinTheTime) {
  for (const std::size_t count : {1U, 2U, 30U, 5000U}) {
    Assembly assembly;
    std::vector<cv::Matx23d> poses;
    const std::vector<cv::Size> sizes(count, cv::Size(7, 5));
    for (std::size_t i = 0; i < count; ++i) {
      assembly.pieces.push_back({.id = std::to_string(i), .file = "", .placed = true, .group = 0});
      const double turn = 0.1 * static_cast<double>(i);
      poses.push_back(
          {std::cos(turn), -std::sin(turn), 3.0 * static_cast<double>(i), std::sin(turn), std::cos(turn), 8});
    }
    const FlightPlan plan = plan_flights(assembly, {.sheet_from_piece = poses, .sizes = sizes, .sheet = {640, 480}});
    ASSERT_EQ(plan.flights.size(), count);
    EXPECT_LE(plan.seconds, FlightPlan::kMostSeconds + 1e-9);
    for (const Flight& flight : plan.flights) {
      EXPECT_LT(cv::norm(pose_at(flight, {7, 5}, plan.seconds) - poses[flight.piece], cv::NORM_INF), 1e-9);
      EXPECT_LT(flight.end, plan.seconds);
      EXPECT_EQ(pose_at(flight, {7, 5}, 0)(0, 1), 0) << "the pictures of the pieces begin upright";
    }
  }
}

TEST(FlightPlan, PiecesWithoutAPlaceLieStill) {
  const std::vector<cv::Matx23d> poses(5, cv::Matx23d(1, 0, 4, 0, 1, 6));
  const std::vector<cv::Size> sizes(5, cv::Size(3, 3));
  const FlightPlan plan =
      plan_flights(made_assembly(), {.sheet_from_piece = poses, .sizes = sizes, .sheet = {100, 100}});
  ASSERT_EQ(plan.flights.size(), 5U);
  EXPECT_EQ(plan.flights.back().piece, 4);
  EXPECT_EQ(pose_at(plan.flights.back(), {3, 3}, 0), poses[4]);
}

class Animation : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(SOLVE_PUZZLE_FILM)) GTEST_SKIP() << "built without FFmpeg";
  }

  std::string film_of(const CutPuzzle& made, const std::string& ending) const {
    write_animation(folder_ / ("film." + ending), made.puzzle, made.truth, 1);
    return read_text(folder_ / ("film." + ending));
  }

  TemporaryFolder folder_;
};

TEST_F(Animation, EveryFormatIsWhatItsEndingSays) {
  const CutPuzzle square = cut({sample_picture({112, 84}, 1)}, {.piece_size = "28", .rotation = "quarter"});
  const CutPuzzle torn = cut({sample_picture({150, 110}, 2)}, {.kind = "torn", .pieces = 5});
  for (const CutPuzzle* made : {&square, &torn}) {
    const std::string gif = film_of(*made, "gif"), webp = film_of(*made, "webp"), mp4 = film_of(*made, "mp4");
    EXPECT_EQ(gif.substr(0, 6), "GIF89a");
    EXPECT_EQ(webp.substr(0, 4) + webp.substr(8, 4), "RIFFWEBP");
    EXPECT_THAT(webp, HasSubstr("ANIM"));
    EXPECT_EQ(mp4.substr(4, 4), "ftyp");
    for (const std::string& bytes : {gif, webp, mp4}) {
      EXPECT_GT(bytes.size(), 2000U);
      EXPECT_LE(bytes.size(), kMostAnimationBytes);
    }
  }
}

TEST_F(Animation, NoiseIsMadeSmallerUntilItFits) {
  const CutPuzzle made = cut({random_picture({960, 720}, 5)}, {.piece_size = "48"});
  EXPECT_LE(film_of(made, "gif").size(), kMostAnimationBytes);
}

TEST_F(Animation, TheProgramWritesItBesideTheAnswer) {
  ASSERT_EQ(run_program({"cut", "sample:112x84", "-o", folder_ / "puzzle"}).exit_code, 0);
  const ProgramRun run = run_program({"solve", folder_ / "puzzle" / "pieces", "-o", folder_ / "out", "--matcher",
                                      "classical", "--animate", folder_ / "a.webp"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("a.webp"));
  EXPECT_EQ(read_text(folder_ / "a.webp").substr(0, 4), "RIFF");
}

TEST(AnimationUsage, OtherEndingsAreRefused) {
  for (const char* name : {"a.avi", "a", "a.", "webp", "a.webp.txt"}) {
    const ProgramRun run = run_program({"solve", "pieces", "-o", "out", "--animate", name});
    EXPECT_EQ(run.exit_code, 2) << name;
    EXPECT_THAT(run.err, HasSubstr(".webp, .gif or .mp4"));
  }
}

}  // namespace
}  // namespace solve_puzzle
