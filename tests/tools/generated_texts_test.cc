// SPDX-License-Identifier: Apache-2.0
// What the program writes for other programs: completion scripts for shells, the man page for man.
#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/tools/run_program.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;

bool has_program(const std::string& name) { return std::system(("command -v " + name + " >/dev/null").c_str()) == 0; }

// Runs a shell line and gives what it writes to both outputs.
std::string shell_output(const std::string& line, const TemporaryFolder& folder) {
  const std::filesystem::path file = folder / "shell-output";
  const int status = std::system(("(" + line + ") >'" + file.string() + "' 2>&1").c_str());
  return read_text(file) + (status == 0 ? "" : " [failed]");
}

class Completion : public testing::TestWithParam<const char*> {};

TEST_P(Completion, IsAValidScriptThatKnowsAllCommands) {
  const std::string shell = GetParam();
  const ProgramRun run = run_program({"--completion", shell});
  ASSERT_EQ(run.exit_code, 0);
  for (const char* word : {"solve", "cut", "eval", "bench", "demo", "quarter", "time-limit"}) {
    EXPECT_THAT(run.out, HasSubstr(word));
  }
  if (!has_program(shell)) GTEST_SKIP() << shell << " is not installed: the script was not parsed";
  const TemporaryFolder folder;
  write_text(folder / "script", run.out);
  EXPECT_EQ(shell_output(shell + " -n '" + (folder / "script").string() + "'", folder), "");
}

INSTANTIATE_TEST_SUITE_P(Shells, Completion, testing::Values("bash", "zsh", "fish"),
                         [](const auto& shell) { return std::string(shell.param); });

TEST(BashCompletion, CompletesCommandsOptionsAndTheirWords) {
  const TemporaryFolder folder;
  write_text(folder / "script", run_program({"--completion", "bash"}).out);
  const auto complete = [&](const std::string& words, int position) {
    write_text(folder / "ask", "source '" + (folder / "script").string() + "'\nCOMP_WORDS=(" + words +
                                   ")\nCOMP_CWORD=" + std::to_string(position) +
                                   "\n_solve_puzzle\necho \"${COMPREPLY[*]}\"\n");
    return shell_output("bash '" + (folder / "ask").string() + "'", folder);
  };
  EXPECT_EQ(complete("solve-puzzle so", 1), "solve\n");
  EXPECT_EQ(complete("solve-puzzle solve --rot", 2), "--rotation\n");
  EXPECT_EQ(complete("solve-puzzle solve --rotation qu", 3), "quarter\n");
  EXPECT_EQ(complete("solve-puzzle cut --kind au", 3), "\n");
}

TEST(ManPage, HasNoWarnings) {
  const ProgramRun run = run_program({"--man"});
  ASSERT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr(".SH EXIT STATUS"));
  EXPECT_THAT(run.out, HasSubstr("time\\-limit"));
  if (!has_program("man") || !has_program("groff")) GTEST_SKIP() << "man is not installed: the page was not rendered";
  const TemporaryFolder folder;
  write_text(folder / "page.1", run.out);
  EXPECT_EQ(shell_output("LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z '" + (folder / "page.1").string() +
                             "' 2>&1 >/dev/null",
                         folder),
            "");
}

}  // namespace
}  // namespace solve_puzzle
