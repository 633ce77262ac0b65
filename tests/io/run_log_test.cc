// SPDX-License-Identifier: Apache-2.0
#include "io/run_log.h"

#include <algorithm>

#include "puzzles/parallel.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(RunLog, KeepsEveryLineOfEveryThread) {
  RunLog log;
  parallel_for(0, 1000, [&](std::ptrdiff_t) { log.add("line"); });
  const std::string text = log.text();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1001);
}

TEST(RunLog, AMessageStaysOnOneLine) {
  RunLog log;
  log.add("a\nb");
  EXPECT_THAT(log.text(), StartsWith("begun 20"));
  EXPECT_THAT(log.text(), HasSubstr(" s  a\\x0ab\n"));
}

TEST(RunLog, WritesWhatItShows) {
  const TemporaryFolder folder;
  RunLog log;
  log.add("read 3 pieces");
  log.write(folder / "run.log");
  EXPECT_EQ(read_bytes(folder / "run.log"), log.text());
}

}  // namespace
}  // namespace solve_puzzle
