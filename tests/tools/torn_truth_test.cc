// SPDX-License-Identifier: Apache-2.0
// Torn puzzles through the real program: cut, read back and judged, without solving.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/tools/run_program.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;

class TornTruth : public testing::Test {
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

TEST_F(TornTruth, JudgedByItselfIsPerfect) {
  const ProgramRun made = cut("a", {"--pieces", "12", "--erode-uneven", "3", "--fade", "0.1", "--missing", "0.2"});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("10 torn fragments"));
  const nlohmann::json accuracy = judged("a/puzzle.json", "a");
  EXPECT_EQ(accuracy["pieces"], 10);
  EXPECT_EQ(accuracy["right"], 10);
  EXPECT_EQ(accuracy["perfect"], true);
  EXPECT_LT(accuracy["max_pixels"], 1e-6);
  EXPECT_THAT(run_program({"eval", folder_ / "a" / "puzzle.json", folder_ / "a"}).out, HasSubstr("placed right"));
}

TEST_F(TornTruth, TheSamePuzzleInTwoFormatsHasTheSameTruth) {
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

TEST_F(TornTruth, ADamagedTruthOfOthersIsNamedWithItsLine) {
  ASSERT_EQ(cut("theirs", {"--pieces", "3", "--format", "jigsawnet"}).exit_code, 0);
  write_text(folder_ / "theirs" / "groundTruth.txt", "1\n1 0 0 0 1 0 0 0 1\n17\n1 0 0 0 1 0 0 0 1\n");
  const ProgramRun bench = run_program({"bench", folder_ / "theirs", "-o", folder_ / "out"});
  EXPECT_EQ(bench.exit_code, 1);
  EXPECT_THAT(bench.err, testing::AllOf(HasSubstr("groundTruth.txt"), HasSubstr("line 3")));
}

TEST_F(TornTruth, ContradictionsAreBadUsage) {
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
