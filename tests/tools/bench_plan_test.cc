// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_plan.h"

#include <gmock/gmock.h>

#include "puzzles/error.h"
#include "tests/tools/run_program.h"
#include "tools/commands/bench_settings.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

class BenchPlan : public testing::Test {
 protected:
  BenchPlan() {
    std::filesystem::create_directories(folder_ / "photos");
    for (const char* name : {"1.png", "2.png", "10.png", "notes.txt"}) write_text(folder_ / "photos" / name, "x");
    request_.datasets = {folder_ / "photos"};
  }

  std::vector<std::string> images() const {
    std::vector<std::string> names;
    for (const PlannedPuzzle& planned : plan_bench(request_)) {
      names.push_back(planned.image + ":" + std::to_string(planned.seed));
    }
    return names;
  }

  TemporaryFolder folder_;
  BenchRequest request_;
};

TEST_F(BenchPlan, TakesPhotosInNaturalOrder) { EXPECT_THAT(images(), testing::ElementsAre("1:1", "2:1", "10:1")); }

TEST_F(BenchPlan, ASlashAtTheEndChangesNothing) {
  request_.datasets = {(folder_ / "photos").string() + "/"};
  EXPECT_EQ(plan_bench(request_).front().dataset, "photos");
}

TEST_F(BenchPlan, EverySeedCutsEveryPhoto) {
  request_.bench.seeds = 2;
  request_.cut.seed = 5;
  EXPECT_THAT(images(), testing::ElementsAre("1:5", "1:6", "2:5", "2:6", "10:5", "10:6"));
}

TEST_F(BenchPlan, BagsHoldConsecutivePhotosAndAreFull) {
  request_.bench.mix = 2;
  EXPECT_THAT(images(), testing::ElementsAre("1+2:1"));
  request_.bench.mix = 4;
  EXPECT_THAT([&] { plan_bench(request_); }, ThrowsMessage<Error>(HasSubstr("has 3 photos, expected at least 4")));
}

TEST_F(BenchPlan, TakesPuzzleFoldersWhereThereAreSome) {
  for (const char* name : {"b", "a"}) {
    std::filesystem::create_directories(folder_ / "set" / name);
    write_text(folder_ / "set" / name / "puzzle.json", "{}");
  }
  request_.datasets = {folder_ / "set"};
  const std::vector<PlannedPuzzle> plan = plan_bench(request_);
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(plan[0].dataset, "set");
  EXPECT_EQ(plan[0].image, "a");
  EXPECT_EQ(plan[0].folder, folder_ / "set" / "a");
}

TEST_F(BenchPlan, SeedsAreForPuzzleFoldersThatAreTurned) {
  for (const char* name : {"b", "a"}) {
    std::filesystem::create_directories(folder_ / "set" / name);
    write_text(folder_ / "set" / name / "puzzle.json", "{}");
  }
  request_.datasets = {folder_ / "set"};
  request_.cut.seed = 7;
  request_.bench.seeds = 2;
  EXPECT_THAT(images(), testing::ElementsAre("a:0", "b:0"));
  request_.bench.turn = true;
  EXPECT_THAT(images(), testing::ElementsAre("a:7", "a:8", "b:7", "b:8"));
  request_.datasets = {folder_ / "photos"};
  EXPECT_THAT([&] { plan_bench(request_); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("--turn"), HasSubstr("photos"), HasSubstr("--rotation"))));
}

TEST_F(BenchPlan, RefusesMissingFoldersFilesAndEqualNames) {
  request_.datasets = {folder_ / "none"};
  EXPECT_THAT([&] { plan_bench(request_); }, ThrowsMessage<Error>(HasSubstr("found nothing")));
  request_.datasets = {folder_ / "photos" / "1.png"};
  EXPECT_THAT([&] { plan_bench(request_); }, ThrowsMessage<Error>(HasSubstr("found a file")));
  request_.datasets = {folder_ / "photos", folder_ / "photos"};
  EXPECT_THAT([&] { plan_bench(request_); }, ThrowsMessage<Error>(HasSubstr("same name")));
}

TEST_F(BenchPlan, SettingsChangeWithWhatChangesAnswersOnly) {
  const std::string before = bench_settings(request_).hash;
  BenchRequest other = request_;
  other.common.threads = other.solve.threads = 1;
  other.bench.jobs = 3;
  other.cut.seed = 9;
  EXPECT_EQ(bench_settings(other).hash, before);
  other.cut.erode = 1;
  EXPECT_NE(bench_settings(other).hash, before);
  other = request_;
  other.solve.candidates = 5;
  EXPECT_NE(bench_settings(other).hash, before);
}

}  // namespace
}  // namespace solve_puzzle
