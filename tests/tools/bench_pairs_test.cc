// SPDX-License-Identifier: Apache-2.0
// bench --pairs of the real program, with the classical matcher: its files and what it refuses.
#include <gmock/gmock.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/tools/run_program.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class BenchPairs : public testing::Test {
 protected:
  BenchPairs() {
    fs::create_directories(folder_ / "photos");
    fs::create_directories(folder_ / "no weights");
    write_sample(folder_ / "photos" / "1.png", 8 * 28, 6 * 28, 1);
    setenv("SOLVE_PUZZLE_WEIGHTS", (folder_ / "no weights").c_str(), 1);
  }
  ~BenchPairs() override { unsetenv("SOLVE_PUZZLE_WEIGHTS"); }

  ProgramRun bench(std::vector<std::string> options) const {
    options.insert(options.begin(), {"bench", folder_ / "photos", "-o", folder_ / "out"});
    return run_program(options);
  }

  TemporaryFolder folder_;
};

TEST_F(BenchPairs, WritesALinePerStepATableAndAChart) {
  const ProgramRun run = bench({"--pairs", "--erode", "1"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("classical"), HasSubstr("with loops"), HasSubstr("pairs.png")));
  EXPECT_THAT(read_text(folder_ / "out" / "pairs.csv"), StartsWith("dataset,matcher,attention,self_attention,step,"));
  EXPECT_THAT(read_text(folder_ / "out" / "pairs.png"), HasSubstr("PNG"));
  const auto report = nlohmann::json::parse(read_text(folder_ / "out" / "pairs.json"));
  ASSERT_EQ(report["lines"].size(), 3U);
  for (const auto& line : report["lines"]) {
    EXPECT_EQ(line["matcher"], "classical");
    EXPECT_EQ(line["erode"], 1);
    EXPECT_EQ(line["queries"], 2 * (7 * 6 + 8 * 5));
    EXPECT_GE(line["fair"], line["strict"]);
    EXPECT_TRUE(line["multiply_adds"].is_null());
  }
  EXPECT_TRUE(report["lines"][0]["calibration_error"].is_null());
  EXPECT_LT(report["lines"][2]["calibration_error"], 0.5);
}

TEST_F(BenchPairs, EveryWearGetsItsRows) {
  const ProgramRun run = bench({"--pairs", "--worn", "0", "2"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto table = nlohmann::json::parse(read_text(folder_ / "out" / "pairs.json"))["table"];
  ASSERT_EQ(table.size(), 6U);
  EXPECT_EQ(table[2]["erode"], 0);
  EXPECT_EQ(table[5]["erode"], 2);
  EXPECT_LT(table[5]["fair"], table[2]["fair"]);
  EXPECT_THAT(read_text(folder_ / "out" / "pairs-table.csv"), StartsWith("dataset,name,step,"));
}

TEST_F(BenchPairs, WeightsThatAreMissingOrDamagedNameTheirFile) {
  write_text(folder_ / "damaged.safetensors", "no weights");
  for (const char* name : {"damaged.safetensors", "none.safetensors"}) {
    const ProgramRun run = bench({"--pairs", "--compare", folder_ / name});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.err, HasSubstr(name));
  }
  EXPECT_THAT(bench({"--pairs", "--partial"}).err, HasSubstr("--compare"));
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

}  // namespace
}  // namespace solve_puzzle
