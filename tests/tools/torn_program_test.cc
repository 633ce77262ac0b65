// SPDX-License-Identifier: Apache-2.0
// Torn puzzles through the real program: cut, read back, solved and judged; scans.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/assembly_json.h"
#include "io/read_picture.h"
#include "io/write_picture.h"
#include "tests/tools/run_program.h"
#include "tools/commands/results_file.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class TornProgram : public testing::Test {
 protected:
  void SetUp() override { write_sample(folder_ / "photo.png", 240, 180); }

  ProgramRun cut(const std::string& name, const std::vector<std::string>& more) const {
    std::vector<std::string> words = {"cut", folder_ / "photo.png", "-o", folder_ / name, "--kind", "torn"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }

  nlohmann::json judged(const std::string& answer, const std::string& truth) const {
    const ProgramRun eval = run_program({"eval", folder_ / answer, folder_ / truth, "--json"});
    EXPECT_EQ(eval.exit_code, 0) << eval.err;
    return nlohmann::json::parse(eval.out);
  }

  TemporaryFolder folder_;
};

TEST_F(TornProgram, JudgedByItselfIsPerfect) {
  const ProgramRun made = cut("a", {"--pieces", "12", "--erode-uneven", "3", "--fade", "0.1", "--missing", "0.2"});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("10 torn fragments"));
  const nlohmann::json accuracy = judged("a/puzzle.json", "a");
  EXPECT_EQ(accuracy["pieces"], 10);
  EXPECT_EQ(accuracy["right"], 10);
  EXPECT_EQ(accuracy["perfect"], true);
  EXPECT_LT(accuracy["max_pixels"], 1e-6);
  const ProgramRun table =
      run_program({"eval", folder_ / "a" / "puzzle.json", folder_ / "a", "--draw", folder_ / "errors.png"});
  EXPECT_THAT(table.out, HasSubstr("placed right"));
  EXPECT_EQ(read_picture(folder_ / "errors.png").pixels.size(), cv::Size(240, 180));
}

TEST_F(TornProgram, TheSamePuzzleInTwoFormatsHasTheSameTruth) {
  ASSERT_EQ(cut("ours", {"--pieces", "9"}).exit_code, 0);
  ASSERT_EQ(cut("theirs", {"--pieces", "9", "--format", "jigsawnet"}).exit_code, 0);
  // Our truth as an answer to theirs: ids must be theirs.
  std::string text = read_text(folder_ / "ours" / "puzzle.json");
  for (std::size_t at = text.find("\"p000"); at != std::string::npos; at = text.find("\"p000", at)) {
    text.replace(at, 2, "\"fragment_");
  }
  write_text(folder_ / "answer.json", text);
  for (const char* truth : {"theirs", "theirs/groundTruth.txt"}) {
    const nlohmann::json accuracy = judged("answer.json", truth);
    EXPECT_EQ(accuracy["right"], 9);
    EXPECT_LT(accuracy["max_pixels"], 1e-3);
    EXPECT_EQ(accuracy["precision"], 1.0);
  }
}

TEST_F(TornProgram, ADamagedTruthOfOthersIsNamedWithItsLine) {
  ASSERT_EQ(cut("theirs", {"--pieces", "3", "--format", "jigsawnet"}).exit_code, 0);
  write_text(folder_ / "theirs" / "groundTruth.txt", "1\n1 0 0 0 1 0 0 0 1\n17\n1 0 0 0 1 0 0 0 1\n");
  const ProgramRun bench = run_program({"bench", folder_ / "theirs", "-o", folder_ / "out"});
  EXPECT_EQ(bench.exit_code, 1);
  EXPECT_THAT(bench.err, testing::AllOf(HasSubstr("groundTruth.txt"), HasSubstr("line 3")));
}

TEST_F(TornProgram, BenchTearsPhotosAndTakesFoldersOfBothFormats) {
  fs::create_directories(folder_ / "photos");
  fs::copy_file(folder_ / "photo.png", folder_ / "photos" / "1.png");
  const ProgramRun torn = run_program({"bench", folder_ / "photos", "-o", folder_ / "out", "--kind", "torn", "--pieces",
                                       "6", "--erode-uneven", "1", "--tear", "smooth"});
  ASSERT_EQ(torn.exit_code, 0) << torn.err;
  ASSERT_EQ(cut("set/ours", {"--pieces", "5"}).exit_code, 0);
  ASSERT_EQ(cut("set/theirs", {"--pieces", "4", "--format", "jigsawnet"}).exit_code, 0);
  ASSERT_EQ(run_program({"bench", folder_ / "set", "-o", folder_ / "out"}).exit_code, 0);
  const std::vector<BenchLine> lines = ResultsFile(folder_ / "out" / "results.csv").lines();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].rotation, "free");
  EXPECT_EQ(lines[0].tear, "smooth");
  EXPECT_EQ(lines[0].erode_uneven, 1);
  for (const BenchLine& line : lines) {
    EXPECT_EQ(line.kind, "torn");
    EXPECT_EQ(line.right, static_cast<int>(line.direct * line.pieces + 0.5));
    EXPECT_LE(line.rms_pixels, line.max_pixels);
  }
  EXPECT_EQ(lines[1].pieces + lines[2].pieces, 9);
}

TEST_F(TornProgram, BenchTurnsThePiecesOfReadyPuzzles) {
  ASSERT_EQ(cut("set/upright", {"--pieces", "6", "--rotation", "none"}).exit_code, 0);
  const auto bench = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"bench", folder_ / "set", "-o", folder_ / "out", "--matcher", "classical"});
    return run_program(more);
  };
  ASSERT_EQ(bench({}).exit_code, 0);
  const ProgramRun turned = bench({"--turn", "--seed", "3", "--seeds", "2"});
  ASSERT_EQ(turned.exit_code, 0) << turned.err;
  const std::vector<BenchLine> lines = ResultsFile(folder_ / "out" / "results.csv").lines();
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_FALSE(lines[0].turned);
  for (const std::size_t i : {1U, 2U}) {
    EXPECT_TRUE(lines[i].turned);
    EXPECT_EQ(lines[i].rotation, "free");
    EXPECT_EQ(lines[i].seed, i + 2);
    EXPECT_EQ(lines[i].right, 6);
  }
  const nlohmann::json sets = nlohmann::json::parse(read_text(folder_ / "out" / "summary.json"))["sets"];
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[0]["turned"], false);
  EXPECT_EQ(sets[1]["turned"], true);
  EXPECT_EQ(sets[1]["options"]["bench"]["turn"], true);
  EXPECT_THAT(read_text(folder_ / "out" / "report.html"), HasSubstr("torn, free, turned"));
}

TEST_F(TornProgram, BenchTurnsNothingButReadyTornPuzzles) {
  fs::create_directories(folder_ / "photos");
  fs::copy_file(folder_ / "photo.png", folder_ / "photos" / "1.png");
  const ProgramRun photos = run_program({"bench", folder_ / "photos", "-o", folder_ / "out", "--turn"});
  EXPECT_EQ(photos.exit_code, 2);
  EXPECT_THAT(photos.err, testing::AllOf(HasSubstr("--turn"), HasSubstr("--rotation")));
  ASSERT_EQ(run_program({"cut", folder_ / "photo.png", "-o", folder_ / "set" / "square"}).exit_code, 0);
  const ProgramRun square = run_program({"bench", folder_ / "set", "-o", folder_ / "out", "--turn"});
  EXPECT_EQ(square.exit_code, 1);
  EXPECT_THAT(square.err, testing::AllOf(HasSubstr("square pieces"), HasSubstr("--turn")));
}

TEST_F(TornProgram, AScanIsCutOutSolvedAndShown) {
  // Three fragments of a torn photo, side by side on white.
  ASSERT_EQ(cut("a", {"--pieces", "3"}).exit_code, 0);
  cv::Mat sheet;
  for (const char* name : {"p0001.png", "p0002.png", "p0003.png"}) {
    const Picture piece = read_picture(folder_ / "a" / "pieces" / name);
    cv::Mat place(300, piece.pixels.cols + 20, CV_8UC3, cv::Scalar(250, 250, 250));
    piece.pixels.copyTo(place(cv::Rect({10, 10}, piece.pixels.size())), piece.mask);
    sheet.empty() ? void(sheet = place) : cv::hconcat(sheet, place, sheet);
  }
  write_picture(folder_ / "scan.png", sheet);
  const ProgramRun solve = run_program({"solve", folder_ / "scan.png", "-o", folder_ / "out", "--kind", "torn"});
  ASSERT_EQ(solve.exit_code, 0) << solve.err;
  for (const char* name : {"fragments.png", "fragments/f001.png", "fragments/f003.png", "reconstruction.png"}) {
    EXPECT_TRUE(fs::exists(folder_ / "out" / name)) << name;
  }
  const Assembly answer = read_assembly(folder_ / "out" / "assembly.json").assembly;
  EXPECT_EQ(answer.kind, Kind::kTorn);
  EXPECT_EQ(answer.pieces.size(), 3U);
  EXPECT_EQ(answer.pieces[2].id, "f003");
}

TEST_F(TornProgram, EveryAttentionHasWeightsForTornPieces) {
  if (!fs::exists(SOLVE_PUZZLE_NETWORK)) GTEST_SKIP() << "built without LibTorch";
  ASSERT_EQ(cut("a", {"--pieces", "6"}).exit_code, 0);
  for (const std::string attention : {"mean", "soft", "crf"}) {
    const ProgramRun solve =
        run_program({"solve", folder_ / "a", "-o", folder_ / attention, "--kind", "torn", "--attention", attention});
    ASSERT_EQ(solve.exit_code, 0) << solve.err;
    EXPECT_EQ(judged(attention + "/assembly.json", "a")["right"], 6) << attention;
    const std::vector<Match> joins = read_assembly(folder_ / attention / "assembly.json").assembly.matches;
    const bool has_looks =
        std::any_of(joins.begin(), joins.end(), [](const Match& join) { return !join.attention.empty(); });
    EXPECT_EQ(has_looks, attention != "mean");
  }
}

TEST_F(TornProgram, WarningsGoToStandardErrorAndTheLog) {
  ASSERT_EQ(cut("a", {"--pieces", "3"}).exit_code, 0);
  fs::copy_file(folder_ / "a" / "pieces" / "p0001.png", folder_ / "a" / "pieces" / "twin.png");
  const ProgramRun solve = run_program({"solve", folder_ / "a", "-o", folder_ / "out"});
  ASSERT_EQ(solve.exit_code, 0) << solve.err;
  EXPECT_THAT(solve.err, HasSubstr("warning: p0001.png and twin.png show the same fragment"));
  EXPECT_THAT(read_text(folder_ / "out" / "run.log"), HasSubstr("twin.png"));
}

TEST_F(TornProgram, ContradictionsAreBadUsage) {
  const auto message = [&](const std::vector<std::string>& words) {
    const ProgramRun run = run_program(words);
    EXPECT_EQ(run.exit_code, 2);
    return run.err;
  };
  const std::string photo = folder_ / "photo.png";
  EXPECT_THAT(message({"cut", photo, "-o", folder_ / "x", "--format", "jigsawnet"}), HasSubstr("--kind torn"));
  EXPECT_THAT(message({"cut", photo, "-o", folder_ / "x", "--rotation", "free"}), HasSubstr("contradict"));
  EXPECT_THAT(message({"cut", photo, "-o", folder_ / "x", "--kind", "torn", "--tear", "ripped"}), HasSubstr("rough"));
  EXPECT_THAT(message({"bench", photo, "-o", folder_ / "x", "--kind", "torn", "--pairs"}), HasSubstr("contradict"));
}

}  // namespace
}  // namespace solve_puzzle
