// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/command_line.h"

#include <gmock/gmock.h>

#include <sstream>

#include "tests/tools/run_program.h"
#include "tools/cli/command_spec.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

CommandLine parse(std::vector<const char*> words) {
  words.insert(words.begin(), "solve-puzzle");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

template <class Wanted>
Wanted request(const std::vector<const char*>& words) {
  return std::get<Wanted>(parse(words).request.value());
}

TEST(CommandLine, ReadsArgumentsAndOptionsInAnyOrder) {
  const auto solve = request<SolveRequest>({"solve", "a", "-o", "out", "--rotation", "quarter", "b", "--seed=7", "-v"});
  EXPECT_THAT(solve.inputs, ElementsAre("a", "b"));
  EXPECT_EQ(solve.output, "out");
  EXPECT_EQ(solve.solve.rotation, "quarter");
  EXPECT_EQ(solve.solve.seed, 7U);
  EXPECT_EQ(solve.common.seed, 7U);
  EXPECT_TRUE(solve.common.verbose);
}

TEST(CommandLine, WhatIsLeftOutHasItsDefault) {
  const auto solve = request<SolveRequest>({"solve", "a", "-o", "out"});
  EXPECT_EQ(solve.solve.rotation, SolveOptions().rotation);
  EXPECT_EQ(solve.solve.min_confidence, SolveOptions().min_confidence);
  EXPECT_EQ(request<DemoRequest>({"demo"}).output, DemoRequest().output);
}

TEST(CommandLine, ListOptionsTakeSeveralWords) {
  const auto cut = request<CutRequest>({"cut", "a.png", "--mix", "b.png", "c.png", "-o", "out"});
  EXPECT_EQ(cut.image, "a.png");
  EXPECT_THAT(cut.mix, ElementsAre("b.png", "c.png"));
}

TEST(CommandLine, NamesAreTakenAsTheyAre) {
  const auto solve = request<SolveRequest>({"solve", "a b", "\xff\n", "-o", "-", "--", "--odd"});
  EXPECT_THAT(solve.inputs, ElementsAre("a b", "\xff\n", "--odd"));
}

TEST(CommandLine, FoldersMayBeNamedLikeCommands) {
  const auto solve = request<SolveRequest>({"solve", "demo", "solve", "-o", "cut"});
  EXPECT_THAT(solve.inputs, ElementsAre("demo", "solve"));
  EXPECT_EQ(solve.output, "cut");
}

TEST(CommandLine, BenchSharesOptionsOfCuttingAndSolving) {
  const auto bench = request<BenchRequest>(
      {"bench", "photos", "-o", "out", "--rotation", "quarter", "--grid", "known", "--erode", "2"});
  EXPECT_EQ(bench.cut.rotation, "quarter");
  EXPECT_EQ(bench.solve.rotation, "quarter");
  EXPECT_EQ(bench.bench.grid, "known");
  EXPECT_EQ(bench.solve.grid, "");
  EXPECT_EQ(bench.cut.erode, 2);
}

struct BadLine {
  std::vector<const char*> words;
  std::string message;
};

TEST(CommandLine, BadUsageIsRefusedAndSaysWhy) {
  const std::vector<BadLine> lines = {
      {{}, "a command is missing"},
      {{"slove"}, "did you mean solve?"},
      {{"--versoin"}, "--versoin"},
      {{"solve", "-o", "out"}, "INPUT is missing"},
      {{"solve", "a"}, "-o OUT is missing"},
      {{"solve", "a", "-o", ""}, "-o OUT is missing"},
      {{"solve", "a", "-o", "b", "--rotaton", "none"}, "did you mean --rotation?"},
      {{"solve", "a", "-o", "b", "--rotation", "sideways"}, "none, quarter or free"},
      {{"solve", "a", "-o", "b", "--rotation", "none", "--rotation", "free"}, "--rotation is given 2 times"},
      {{"solve", "a", "-o", "b", "--min-confidence", "1.5"}, "a number from 0 to 1"},
      {{"solve", "a", "-o", "b", "--time-limit", "-3"}, "'-3'"},
      {{"solve", "a", "-o", "b", "--threads"}, "--threads"},
      {{"solve", "a", "-o", "b", "--grid", "24"}, "24x18"},
      {{"solve", "a", "-o", "b", "--grid", "0x3"}, "--grid"},
      {{"solve", "a", "-o", "b", "--grid", "3x4x5"}, "--grid"},
      {{"solve", "a", "-o", "b", "--kind", "square", "--rotation", "free"}, "contradict"},
      {{"solve", "a", "-o", "b", "--kind", "torn", "--grid", "3x4"}, "contradict"},
      {{"solve", "a", "-o", "b", "--quiet", "-v"}, "contradict"},
      {{"solve", "a", "-o", "b", "--matcher", "magic"}, "classical"},
      {{"cut", "a", "b", "-o", "c"}, "one argument too many"},
      {{"cut", "a", "-o", "c", "--piece-size", "big"}, "--piece-size"},
      {{"cut", "a", "-o", "c", "--missing", "1"}, "0.95"},
      {{"nonsense", "solve", "a", "-o", "b"}, "unknown command nonsense"},
      {{"--help", "nonsense"}, "nonsense"},
      {{"eval", "a", "--", "b", "-c"}, "'-c' is one argument too many"},
      {{"eval", "a"}, "TRUTH is missing"},
      {{"bench", "a", "-o", "b", "--grid", "known", "--mix", "2"}, "contradicts"},
      {{"bench", "a", "-o", "b", "--resize", "big"}, "--resize"},
      {{"bench", "a", "-o", "b", "--compare", "w"}, "--pairs"},
      {{"bench", "a", "-o", "b", "--partial"}, "--pairs"},
      {{"bench", "a", "-o", "b", "--worn", "1"}, "--pairs"},
      {{"bench", "a", "-o", "b", "--pairs", "--worn", "1", "two"}, "'two'"},
      {{"bench", "a", "-o", "b", "--pairs", "--worn", "-1"}, "--worn"},
      {{"bench", "a", "-o", "b", "--turn", "--pairs"}, "--turn is for puzzles to solve"},
      {{"bench", "--turn", "--compare", "a", "b"}, "--turn is for puzzles to solve"},
      {{"bench", "merge", "a", "-o", "b", "--turn"}, "--turn is for puzzles to solve"},
      {{"solve", "a", "-o", "b", "--turn"}, "--turn"},
      {{"solve", "a", "-o", "b", "--explain", "p1"}, "expected two"},
      {{"--completion", "tcsh"}, "bash, zsh or fish"},
  };
  for (const BadLine& line : lines) {
    EXPECT_THAT([&] { parse(line.words); }, ThrowsMessage<UsageError>(HasSubstr(line.message)));
  }
}

TEST(CommandLine, FlagsWinOverTheConfigFile) {
  const TemporaryFolder folder;
  write_text(folder / "c.json", R"({"rotation": "quarter", "time-limit": 2.5, "exhaustive": true, "quiet": true})");
  const std::string path = folder / "c.json";
  const auto solve = request<SolveRequest>({"solve", "a", "-o", "b", "--time-limit", "9", "--config", path.c_str()});
  EXPECT_EQ(solve.solve.rotation, "quarter");
  EXPECT_EQ(solve.solve.time_limit, 9);
  EXPECT_TRUE(solve.solve.exhaustive);
  EXPECT_TRUE(solve.common.quiet);
}

TEST(CommandLine, BadConfigFilesAreRefusedAndNamed) {
  const TemporaryFolder folder;
  const std::string path = folder / "c.json";
  const std::vector<std::pair<std::string, std::string>> files = {
      {R"({"rotaton": "none"})", "did you mean rotation?"},
      {R"({"output": "x"})", "unknown option"},
      {R"({"rotation": "sideways"})", "none, quarter or free"},
      {R"({"threads": -1})", "0 to 1024"},
      {R"({"quiet": true, "verbose": true})", ""},
      {"[1]", "JSON object"},
      {"{", "JSON object"},
      {"", "JSON object"},
  };
  for (const auto& [text, message] : files) {
    write_text(path, text);
    EXPECT_THAT(
        [&] {
          parse({"solve", "a", "-o", "b", "--config", path.c_str()});
        },
        ThrowsMessage<UsageError>(HasSubstr(message)))
        << text;
  }
  EXPECT_THAT(
      [&] {
        parse({"solve", "a", "-o", "b", "--config", "/no/such/file"});
      },
      ThrowsMessage<UsageError>(HasSubstr("/no/such/file")));
}

TEST(CommandLine, HelpNamesEveryOptionAndShowsExamples) {
  Requests requests;
  for (const CommandSpec& spec : command_specs(requests)) {
    const std::string help = parse({spec.name.c_str(), "--help"}).text.value();
    for (const std::string& name : spec.options.names()) EXPECT_THAT(help, HasSubstr("--" + name));
    for (const Example& example : spec.examples) EXPECT_THAT(help, HasSubstr(example.line));
    EXPECT_THAT(parse({"--help"}).text.value(), HasSubstr(spec.summary));
  }
}

TEST(CommandLine, ExamplesOfTheHelpAreGoodUsage) {
  Requests requests;
  for (const CommandSpec& spec : command_specs(requests)) {
    for (const Example& example : spec.examples) {
      std::vector<std::string> words;
      std::istringstream line(example.line);
      for (std::string word; line >> word;) words.push_back(word);
      std::vector<const char*> argv;
      for (const std::string& word : words) argv.push_back(word.c_str());
      EXPECT_TRUE(parse_command_line(static_cast<int>(argv.size()), argv.data()).request) << example.line;
    }
  }
}

}  // namespace
}  // namespace solve_puzzle
