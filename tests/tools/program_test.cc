// SPDX-License-Identifier: Apache-2.0
// The real program from end to end on small sample puzzles: what it writes, what it says, its exit codes.
#include <gmock/gmock.h>
#include <signal.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "io/assembly_json.h"
#include "tests/tools/run_program.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

/// A folder with a cut sample puzzle of 12 x 9 pieces.
class Program : public testing::Test {
 protected:
  void SetUp() override {
    write_sample(folder_ / "photo.png", 12 * 28, 9 * 28);
    const ProgramRun cut = run({"cut", folder_ / "photo.png", "-o", folder_ / "puzzle"});
    ASSERT_EQ(cut.exit_code, 0) << cut.err;
  }

  static ProgramRun run(const std::vector<std::string>& arguments, long max_file_bytes = 0) {
    return run_program(arguments, max_file_bytes);
  }

  void expect_refused(const std::vector<std::string>& arguments, int exit_code, const std::string& message) const {
    const ProgramRun refused = run(arguments);
    EXPECT_EQ(refused.exit_code, exit_code) << testing::PrintToString(arguments);
    EXPECT_THAT(refused.err, AllOf(HasSubstr("solve-puzzle: error: "), HasSubstr(message)));
    EXPECT_EQ(refused.out, "");
  }

  nlohmann::json json_of(const fs::path& path) const { return nlohmann::json::parse(read_text(path)); }

  TemporaryFolder folder_;
};

TEST_F(Program, SolvesWhatItCut) {
  const ProgramRun solve = run({"solve", folder_ / "puzzle", "-o", folder_ / "out"});
  ASSERT_EQ(solve.exit_code, 0) << solve.err;
  EXPECT_THAT(solve.out, AllOf(HasSubstr("pieces       108"), HasSubstr("reconstruction.png")));
  EXPECT_THAT(read_text(folder_ / "out" / "run.log"), HasSubstr("108 pieces of 28 x 28 pixels"));
  EXPECT_TRUE(fs::exists(folder_ / "out" / "reconstruction.png"));
  const Assembly answer = read_assembly(folder_ / "out" / "assembly.json").assembly;
  for (const char* stage : {"read", "propose", "score", "assemble", "refine", "total"}) {
    EXPECT_TRUE(answer.seconds.contains(stage)) << stage;
  }

  const ProgramRun eval = run({"eval", folder_ / "out" / "assembly.json", folder_ / "puzzle", "--json"});
  ASSERT_EQ(eval.exit_code, 0) << eval.err;
  const auto accuracy = nlohmann::json::parse(eval.out);
  EXPECT_EQ(accuracy["pieces"], 108);
  EXPECT_GT(accuracy["neighbour_fair"], 0.9);
  EXPECT_GE(accuracy["precision_fair"], 0.99);
}

TEST_F(Program, TheTruthJudgedByItselfIsPerfect) {
  const ProgramRun eval =
      run({"eval", folder_ / "puzzle" / "puzzle.json", folder_ / "puzzle", "--json", "--draw", folder_ / "errors.png"});
  ASSERT_EQ(eval.exit_code, 0) << eval.err;
  const auto accuracy = nlohmann::json::parse(eval.out);
  EXPECT_EQ(accuracy["direct"], 1.0);
  EXPECT_EQ(accuracy["perfect"], true);
  EXPECT_TRUE(fs::exists(folder_ / "errors.png"));
  EXPECT_THAT(run({"eval", folder_ / "puzzle" / "puzzle.json", folder_ / "puzzle" / "puzzle.json"}).out,
              HasSubstr("100.00"));
}

TEST_F(Program, ThreadsDoNotChangeTheAnswer) {
  for (const char* threads : {"1", "3"}) {
    ASSERT_EQ(run({"solve", folder_ / "puzzle", "-o", folder_ / threads, "--threads", threads}).exit_code, 0);
  }
  nlohmann::json one = json_of(folder_ / "1" / "assembly.json");
  nlohmann::json three = json_of(folder_ / "3" / "assembly.json");
  EXPECT_EQ(one["options"]["threads"], 1);
  for (nlohmann::json* answer : {&one, &three}) {
    answer->erase("seconds");
    answer->erase("options");
  }
  EXPECT_EQ(one, three);
}

TEST_F(Program, OptionsOfAnAnswerReadAsConfigGiveTheSameOptions) {
  ASSERT_EQ(run({"solve", folder_ / "puzzle", "-o", folder_ / "a", "--seed", "7", "--min-confidence", "0.55", "--grid",
                 "12x9", "--compatibility", "lab-ssd"})
                .exit_code,
            0);
  const nlohmann::json options = json_of(folder_ / "a" / "assembly.json")["options"];
  EXPECT_EQ(options["seed"], 7);
  write_text(folder_ / "config.json", options.dump());
  const ProgramRun again = run({"solve", folder_ / "puzzle", "-o", folder_ / "b", "--config", folder_ / "config.json"});
  ASSERT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(json_of(folder_ / "b" / "assembly.json")["options"], options);
}

TEST_F(Program, QuietSaysNothingAndPlainLinesHoldNoControlCodes) {
  const ProgramRun quiet = run({"solve", folder_ / "puzzle", "-o", folder_ / "out", "--quiet"});
  EXPECT_EQ(quiet.exit_code, 0);
  EXPECT_EQ(quiet.out + quiet.err, "");
  const ProgramRun plain = run({"solve", folder_ / "puzzle", "-o", folder_ / "out", "-v"});
  EXPECT_THAT(plain.err, AllOf(StartsWith("solve-puzzle "), HasSubstr("read\n"), HasSubstr("108 pieces")));
  EXPECT_EQ(plain.err.find_first_of("\r\x1b"), std::string::npos);
}

TEST_F(Program, DemoNeedsNothingAndShowsBeforeAndAfter) {
  const ProgramRun demo = run({"demo", "-o", folder_ / "demo"});
  ASSERT_EQ(demo.exit_code, 0) << demo.err;
  EXPECT_THAT(demo.out, AllOf(HasSubstr("pieces       432"), HasSubstr("truth"), HasSubstr("demo.png")));
  for (const char* name : {"demo.png", "reconstruction.png", "assembly.json", "puzzle/puzzle.json"}) {
    EXPECT_TRUE(fs::exists(folder_ / "demo" / name)) << name;
  }
  const ProgramRun eval = run({"eval", folder_ / "demo" / "assembly.json", folder_ / "demo" / "puzzle", "--json"});
  EXPECT_GT(nlohmann::json::parse(eval.out)["neighbour_fair"], 0.9);
}

TEST_F(Program, CutTwiceGivesTheSamePuzzleAndSeedsGiveOthers) {
  const auto truth = [&](const std::string& name, const std::string& seed) {
    const ProgramRun cut = run({"cut", folder_ / "photo.png", "-o", folder_ / name, "--rotation", "quarter",
                                "--missing", "0.2", "--noise", "3", "--seed", seed, "--quiet"});
    EXPECT_EQ(cut.exit_code, 0) << cut.err;
    const std::string first = read_assembly(folder_ / name / "puzzle.json").assembly.pieces.front().file;
    return read_text(folder_ / name / "puzzle.json") + read_text(folder_ / name / "pieces" / first);
  };
  EXPECT_EQ(truth("a", "1"), truth("b", "1"));
  EXPECT_NE(truth("a", "1"), truth("c", "2"));
}

TEST_F(Program, BadUsageExitsWithTwoAndWritesNothing) {
  expect_refused({}, 2, "a command is missing");
  expect_refused({"solve", folder_ / "puzzle"}, 2, "-o OUT is missing");
  expect_refused({"solve", folder_ / "puzzle", "-o", folder_ / "out", "--rotatoin", "none"}, 2,
                 "did you mean --rotation?");
  expect_refused({"solve", folder_ / "puzzle", "-o", folder_ / "out", "--min-confidence", "2"}, 2, "from 0 to 1");
  expect_refused({"solve", folder_ / "puzzle", "-o", folder_ / "out", "--quiet", "--verbose"}, 2, "contradict");
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(Program, BadInputExitsWithOneNamesTheFileAndWritesNothing) {
  fs::create_directory(folder_ / "empty");
  write_text(folder_ / "text.png", "not a picture");
  write_text(folder_ / "zero.png", "");
  const std::string out = folder_ / "out";
  expect_refused({"solve", folder_ / "none", "-o", out}, 1, "none");
  expect_refused({"solve", folder_ / "empty", "-o", out}, 1, "no picture");
  expect_refused({"solve", folder_ / "text.png", "-o", out}, 1, "text.png");
  expect_refused({"solve", folder_ / "zero.png", "-o", out}, 1, "zero.png");
  expect_refused({"cut", folder_ / "text.png", "-o", out}, 1, "text.png");
  expect_refused({"cut", folder_ / "photo.png", "-o", out, "--piece-size", "1000"}, 1, "1000");
  expect_refused({"eval", folder_ / "text.png", folder_ / "puzzle"}, 1, "text.png");
  expect_refused({"bench", folder_ / "empty", "-o", out}, 1, "empty");
  EXPECT_FALSE(fs::exists(out));
}

TEST_F(Program, AnAnswerToAnotherPuzzleIsRefused) {
  ASSERT_EQ(run({"cut", folder_ / "photo.png", "-o", folder_ / "other", "--piece-size", "14"}).exit_code, 0);
  expect_refused({"eval", folder_ / "other" / "puzzle.json", folder_ / "puzzle"}, 1, "puzzle.json against");
}

TEST_F(Program, OutThatIsAFileOrTheInputIsRefused) {
  write_text(folder_ / "file", "mine");
  expect_refused({"solve", folder_ / "puzzle", "-o", folder_ / "file"}, 1, "file");
  EXPECT_EQ(read_text(folder_ / "file"), "mine");
  expect_refused({"solve", folder_ / "puzzle", "-o", (folder_ / "puzzle").string() + "/"}, 1, "folder of the pieces");
}

TEST_F(Program, OutThatCannotBeWrittenIsFoundBeforeTheWork) {
  // Root may write anywhere but to a file system of the kernel.
  const fs::path out = geteuid() == 0 ? fs::path("/sys/kernel/solve-puzzle-out") : folder_ / "locked" / "out";
  fs::create_directory(folder_ / "locked");
  fs::permissions(folder_ / "locked", fs::perms::owner_read | fs::perms::owner_exec);
  const ProgramRun solve = run({"solve", folder_ / "puzzle", "-o", out});
  fs::permissions(folder_ / "locked", fs::perms::owner_all);
  EXPECT_EQ(solve.exit_code, 1);
  EXPECT_THAT(solve.err, AllOf(StartsWith("solve-puzzle: error: "), HasSubstr("solve-puzzle"), HasSubstr("out")));
}

TEST_F(Program, OutThatExistsKeepsOtherFiles) {
  fs::create_directory(folder_ / "out");
  write_text(folder_ / "out" / "notes.txt", "mine");
  EXPECT_EQ(run({"solve", folder_ / "puzzle", "-o", folder_ / "out"}).exit_code, 0);
  EXPECT_EQ(read_text(folder_ / "out" / "notes.txt"), "mine");
}

TEST_F(Program, AFullDiskLeavesTheOldResult) {
  ASSERT_EQ(run({"solve", folder_ / "puzzle", "-o", folder_ / "out"}).exit_code, 0);
  const std::string before = read_text(folder_ / "out" / "assembly.json");
  ASSERT_GT(before.size(), 8192U);
  const ProgramRun full = run({"solve", folder_ / "puzzle", "-o", folder_ / "out", "--seed", "2"}, 8192);
  EXPECT_EQ(full.exit_code, 1);
  EXPECT_THAT(full.err, AllOf(HasSubstr("solve-puzzle: error: "), HasSubstr((folder_ / "out").string())));
  EXPECT_EQ(read_text(folder_ / "out" / "assembly.json"), before);
  for (const auto& entry : fs::directory_iterator(folder_ / "out")) {
    EXPECT_FALSE(entry.path().filename().native().starts_with('.')) << entry.path();
  }
}

TEST_F(Program, OddNamesOfFoldersAndFilesWork) {
  for (const std::string name : {"with space", "new\nline", "not\xff utf8", "-dash"}) {
    fs::rename(folder_ / "puzzle", folder_ / name);
    fs::rename(folder_ / "photo.png", folder_ / (name + ".png"));
    const ProgramRun solve = run({"solve", folder_ / name, "-o", folder_ / ("out" + name)});
    EXPECT_EQ(solve.exit_code, 0) << solve.err;
    EXPECT_TRUE(fs::exists(folder_ / ("out" + name) / "assembly.json"));
    EXPECT_EQ(run({"cut", folder_ / (name + ".png"), "-o", folder_ / ("cut" + name)}).exit_code, 0);
    fs::rename(folder_ / name, folder_ / "puzzle");
    fs::rename(folder_ / (name + ".png"), folder_ / "photo.png");
  }
}

TEST_F(Program, KilledAtAnyTimeItLeavesTheOldResultOrTheNewOne) {
  const fs::path out = folder_ / "out";
  ASSERT_EQ(run({"solve", folder_ / "puzzle", "-o", out}).exit_code, 0);
  for (int milliseconds = 0; milliseconds < 400; milliseconds += 40) {
    StartedProgram program({"solve", folder_ / "puzzle", "-o", out, "--seed", std::to_string(milliseconds + 2)});
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    program.send(SIGKILL);
    program.wait();
    EXPECT_EQ(read_assembly(out / "assembly.json").assembly.pieces.size(), 108U);
  }
}

TEST_F(Program, StartsFastForHelpVersionAndBadUsage) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"--help"}, {"--version"}, {"solve", "--help"}, {"solve", "--nonsense"}}) {
    double fastest = 1e9;  // of several: other programs may hold the processor
    for (int i = 0; i < 5; ++i) fastest = std::min(fastest, run(words).seconds);
    EXPECT_LT(fastest, SOLVE_PUZZLE_START_SECONDS) << words.front();
  }
}

}  // namespace
}  // namespace solve_puzzle
