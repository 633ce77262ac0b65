// SPDX-License-Identifier: Apache-2.0
// Lists, parts and their merging, with the real program: whatever way the puzzles are dealt out, the results are those
// of one run.
#include "tools/commands/bench_merge.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "puzzles/error.h"
#include "tests/tools/run_program.h"
#include "tests/tools/timeless_lines.h"
#include "tools/commands/bench_tasks.h"
#include "tools/commands/results_file.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr const char* kList = R"({
  "datasets": ["photos", "puzzles"],
  "cuts": [{"erode": 1}, {"kind": "torn", "pieces": 6}],
  "matchers": [{"matcher": "classical"}, {"matcher": "classical", "compatibility": "lab-ssd"}]})";

class BenchMerge : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_ / "photos");
    for (int i = 1; i <= 3; ++i) write_sample(folder_ / "photos" / (std::to_string(i) + ".png"), 140, 112, i);
    for (const char* name : {"a", "b"}) {
      ASSERT_EQ(
          run_program({"cut", folder_ / "photos" / "1.png", "-o", folder_ / "puzzles" / name, "--rotation", "quarter"})
              .exit_code,
          0);
    }
    write_text(folder_ / "list.json", kList);
  }

  ProgramRun bench(const std::string& out, const std::vector<std::string>& options = {}) const {
    std::vector<std::string> words = {"bench", folder_ / "list.json", "-o", folder_ / out};
    words.insert(words.end(), options.begin(), options.end());
    return run_program(words);
  }

  TemporaryFolder folder_;
};

TEST_F(BenchMerge, ShardsMergedAreOneRunLineByLine) {
  ASSERT_EQ(bench("whole").exit_code, 0);
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    ASSERT_EQ(bench(std::string("part") + shard[0], {"--shard", shard}).exit_code, 0);
  }
  const ProgramRun merge =
      run_program({"bench", "merge", folder_ / "part2", folder_ / "part1", folder_ / "part3", "-o", folder_ / "all"});
  ASSERT_EQ(merge.exit_code, 0) << merge.err;
  const std::vector<std::string> whole = timeless_lines(folder_ / "whole");
  EXPECT_EQ(whole.size(), 3U * 2 * 2 + 2 * 2);  // photos x cuts x matchers + puzzles x matchers
  EXPECT_EQ(timeless_lines(folder_ / "all"), whole);
  for (const char* out : {"whole", "all"}) {
    const nlohmann::json sets = nlohmann::json::parse(read_text(folder_ / out / "summary.json"))["sets"];
    EXPECT_EQ(sets.size(), 6U);
    for (const nlohmann::json& set : sets) EXPECT_FALSE(set["options"].is_null()) << out;
    EXPECT_THAT(read_text(folder_ / out / "report.html"), HasSubstr("16 puzzles"));
  }
}

TEST_F(BenchMerge, MergingTwiceAddsNothing) {
  ASSERT_EQ(bench("part", {"--shard", "1/9"}).exit_code, 0);
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(run_program({"bench", "merge", folder_ / "part", "-o", folder_ / "all"}).exit_code, 0);
    EXPECT_EQ(timeless_lines(folder_ / "all"), timeless_lines(folder_ / "part"));
  }
}

TEST_F(BenchMerge, ShardsShareNothingAndLeaveNothingOut) {
  BenchRequest request;
  request.datasets = {folder_ / "list.json"};
  std::vector<std::string> whole, parts;
  for (const BenchTask& task : bench_tasks(request).tasks) whole.push_back(puzzle_key(task.start));
  for (const char* shard : {"1/5", "2/5", "3/5", "4/5", "5/5"}) {
    request.bench.shard = shard;
    for (const BenchTask& task : bench_tasks(request).tasks) parts.push_back(puzzle_key(task.start));
  }
  EXPECT_THAT(parts, testing::UnorderedElementsAreArray(whole));
}

TEST_F(BenchMerge, ADataSetMayBeNamedAgainButNotAnotherOneOfItsName) {
  BenchRequest request;
  request.datasets = {folder_ / "photos"};
  write_text(folder_ / "same.json", R"({"datasets": ["./photos"]})");
  write_text(folder_ / "other.json", R"({"datasets": ["other/photos"]})");
  const std::size_t num_tasks = bench_tasks(request).tasks.size();
  request.datasets.push_back(folder_ / "same.json");
  EXPECT_EQ(bench_tasks(request).tasks.size(), num_tasks);
  request.datasets.back() = folder_ / "other.json";
  fs::create_directories(folder_ / "other");
  fs::copy(folder_ / "photos", folder_ / "other" / "photos");
  EXPECT_THAT([&] { bench_tasks(request); }, ThrowsMessage<Error>(HasSubstr("same name")));
}

TEST_F(BenchMerge, BadUsageIsRefused) {
  for (const char* shard : {"0/2", "3/2", "1", "a/b", "1/2/3"}) {
    EXPECT_EQ(bench("out", {"--shard", shard}).exit_code, 2) << shard;
  }
  EXPECT_EQ(run_program({"bench", "merge", "-o", folder_ / "all"}).exit_code, 2);
  const ProgramRun missing = run_program({"bench", "merge", folder_ / "none", "-o", folder_ / "all"});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.err, HasSubstr("none"));
  EXPECT_FALSE(fs::exists(folder_ / "all"));
}

TEST(MergedLines, DifferentAnswersToOnePuzzleAreRefused) {
  BenchLine line;
  line.dataset = "photos";
  line.image = "a";
  BenchLine other = line;
  other.seconds = 3;
  EXPECT_EQ(merged_lines({{line}, {other}}).size(), 1U);
  other.neighbour = 0.5;
  EXPECT_THAT([&] { merged_lines({{line}, {other}}); }, ThrowsMessage<Error>(HasSubstr("photos a seed 0")));
}

TEST(MergedLines, AreSortedAsPeopleCount) {
  BenchLine line;
  std::vector<BenchLine> lines;
  for (const char* image : {"10", "9", "1"}) {
    line.image = image;
    lines.push_back(line);
  }
  std::vector<std::string> images;
  for (const BenchLine& merged : merged_lines({lines})) images.push_back(merged.image);
  EXPECT_THAT(images, testing::ElementsAre("1", "9", "10"));
}

}  // namespace
}  // namespace solve_puzzle
