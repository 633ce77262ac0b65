// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and SIGTERM while the real program works on a puzzle that takes seconds.
#include <gmock/gmock.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "io/assembly_json.h"
#include "tests/tools/run_program.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;

// With sanitizers and on busy machines a second is more.
constexpr double kSecondsToStop = 5.0;

class Stop : public testing::TestWithParam<int> {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    write_sample(*folder_ / "photo.png", 40 * 14, 30 * 14);
    const ProgramRun cut = run_program({"cut", *folder_ / "photo.png", "-o", *folder_ / "puzzle", "--piece-size", "14",
                                        "--rotation", "quarter", "--noise", "2"});
    ASSERT_EQ(cut.exit_code, 0) << cut.err;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  // Waits until the program says on standard error that its work has come so far.
  static bool wait_for_lines(StartedProgram& program, long num_lines) {
    while (program.is_running()) {
      const std::string err = program.err_so_far();
      if (std::count(err.begin(), err.end(), '\n') >= num_lines) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

  static TemporaryFolder* folder_;
};

TemporaryFolder* Stop::folder_ = nullptr;

TEST_P(Stop, ASignalEndsTheSearchAndTheBestAnswerIsWritten) {
  const std::filesystem::path out = *folder_ / ("out" + std::to_string(GetParam()));
  StartedProgram program({"solve", *folder_ / "puzzle", "-o", out, "--rotation", "quarter"});
  ASSERT_TRUE(wait_for_lines(program, 4)) << program.err_so_far();  // read, propose, score, assemble
  const auto sent = std::chrono::steady_clock::now();
  program.send(GetParam());
  const ProgramRun run = program.wait();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - sent;
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_LT(seconds.count(), kSecondsToStop);
  EXPECT_THAT(run.err, HasSubstr("best answer found so far was written"));
  EXPECT_EQ(read_assembly(out / "assembly.json").assembly.pieces.size(), 40U * 30U);
  EXPECT_THAT(read_text(out / "run.log"), HasSubstr("stopped early"));
  EXPECT_TRUE(std::filesystem::exists(out / "reconstruction.png"));
}

INSTANTIATE_TEST_SUITE_P(Signals, Stop, testing::Values(SIGINT, SIGTERM),
                         [](const auto& signal_number) { return signal_number.param == SIGINT ? "Int" : "Term"; });

TEST_F(Stop, ASignalBeforeTheSearchWritesNothing) {
  StartedProgram program({"solve", *folder_ / "puzzle", "-o", *folder_ / "unread", "--rotation", "quarter"});
  ASSERT_TRUE(wait_for_lines(program, 1));
  program.send(SIGINT);
  const ProgramRun run = program.wait();
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("stopp"));
}

TEST_F(Stop, ABenchGoesOnWhereItStopped) {
  std::filesystem::create_directories(*folder_ / "photos");
  for (int i = 1; i <= 6; ++i) {
    write_sample(*folder_ / "photos" / (std::to_string(i) + ".png"), 12 * 28, 9 * 28, i);
  }
  const std::vector<std::string> bench = {"bench", *folder_ / "photos", "-o", *folder_ / "bench", "--jobs", "1", "-v"};
  StartedProgram program(bench);
  ASSERT_TRUE(wait_for_lines(program, 2));
  program.send(SIGKILL);
  program.wait();
  const std::string before = read_text(*folder_ / "bench" / "results.csv");
  EXPECT_GE(std::count(before.begin(), before.end(), '\n'), 2);

  const ProgramRun run = run_program(bench);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const std::string after = read_text(*folder_ / "bench" / "results.csv");
  EXPECT_EQ(std::count(after.begin(), after.end(), '\n'), 1 + 6);
  const std::string whole_lines = before.substr(0, before.rfind('\n') + 1);
  EXPECT_EQ(after.substr(0, whole_lines.size()), whole_lines);
  EXPECT_THAT(run_program(bench).out, HasSubstr(" 6 "));
  EXPECT_EQ(read_text(*folder_ / "bench" / "results.csv"), after);
}

}  // namespace
}  // namespace solve_puzzle
