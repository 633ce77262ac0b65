// SPDX-License-Identifier: Apache-2.0
// The command bench of the real program: its files, and what it does with puzzles that fail.
#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/tools/run_program.h"
#include "tools/commands/results_file.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class Bench : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_ / "photos");
    for (int i = 1; i <= 3; ++i) {
      write_sample(folder_ / "photos" / (std::to_string(i) + ".png"), 8 * 28, 6 * 28, i);
    }
  }

  ProgramRun bench(std::vector<std::string> options) const {
    options.insert(options.begin(), {"bench", folder_ / "photos", "-o", folder_ / "out"});
    return run_program(options);
  }

  std::vector<BenchLine> lines() const {
    std::istringstream text(read_text(folder_ / "out" / "results.csv"));
    std::string line;
    std::getline(text, line);
    std::vector<BenchLine> lines;
    while (std::getline(text, line)) lines.push_back(parse_csv_line(line));
    return lines;
  }

  nlohmann::json summary() const { return nlohmann::json::parse(read_text(folder_ / "out" / "summary.json")); }

  TemporaryFolder folder_;
};

TEST_F(Bench, WritesALinePerPuzzleAndMeansPerSetting) {
  ASSERT_EQ(bench({}).exit_code, 0);
  EXPECT_THAT(read_text(folder_ / "out" / "report.html"), HasSubstr("solve-puzzle bench: 3 puzzles"));
  const ProgramRun turned = bench({"--rotation", "quarter", "--seeds", "2"});
  ASSERT_EQ(turned.exit_code, 0) << turned.err;
  EXPECT_THAT(turned.out, HasSubstr("quarter"));
  std::vector<std::string> names;
  for (const BenchLine& line : lines()) {
    EXPECT_EQ(line.dataset, "photos");
    EXPECT_EQ(line.pieces, 48);
    EXPECT_GT(line.seconds, 0.0);
    EXPECT_GT(line.peak_mb, 1.0);
    names.push_back(line.image + line.rotation + std::to_string(line.seed));
  }
  EXPECT_THAT(names, UnorderedElementsAre("1none1", "2none1", "3none1", "1quarter1", "1quarter2", "2quarter1",
                                          "2quarter2", "3quarter1", "3quarter2"));
  const nlohmann::json sets = summary()["sets"];
  ASSERT_EQ(sets.size(), 2U);
  for (const nlohmann::json& set : sets) {
    EXPECT_EQ(set["puzzles"], set["rotation"] == "none" ? 3 : 6);
    EXPECT_EQ(set["options"]["cut"]["rotation"], set["rotation"]);  // also of the earlier run
    EXPECT_EQ(set["version_of_program"], "0.1.0");
    EXPECT_FALSE(set["processor"].get<std::string>().empty());
    EXPECT_GT(set["neighbour_fair"], 0.9);
  }
}

TEST_F(Bench, MeansAreThoseOfTheLines) {
  ASSERT_EQ(bench({"--erode", "2"}).exit_code, 0);
  double neighbour = 0;
  int perfect = 0;
  for (const BenchLine& line : lines()) {
    neighbour += line.neighbour / 3;
    perfect += line.perfect;
  }
  EXPECT_NEAR(summary()["sets"][0]["neighbour"], neighbour, 1e-12);
  EXPECT_EQ(summary()["sets"][0]["perfect"], perfect);
}

TEST_F(Bench, BagsOfSeveralPhotosAndOtherSizes) {
  const ProgramRun run = bench({"--mix", "2", "--resize", "100x80", "--piece-size", "20x10", "--missing", "0.1"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  ASSERT_EQ(lines().size(), 1U);
  EXPECT_EQ(lines()[0].image, "1+2");
  EXPECT_EQ(lines()[0].pictures, 2);
  EXPECT_EQ(lines()[0].piece_size, "20x10");
  EXPECT_EQ(lines()[0].mix, 2);
}

TEST_F(Bench, TakesFoldersThatCutWrote) {
  for (const char* name : {"a", "b"}) {
    ASSERT_EQ(run_program({"cut", folder_ / "photos" / "1.png", "-o", folder_ / "set" / name, "--rotation", "quarter",
                           "--erode", "1", "--missing", "0.25"})
                  .exit_code,
              0);
  }
  ASSERT_EQ(run_program({"bench", folder_ / "set", "-o", folder_ / "out"}).exit_code, 0);
  ASSERT_EQ(lines().size(), 2U);
  EXPECT_EQ(lines()[0].rotation, "quarter");
  EXPECT_EQ(lines()[0].erode, 1);
  EXPECT_NEAR(lines()[0].missing, 0.25, 1e-9);
  EXPECT_GT(lines()[0].read_seconds, 0.0);
}

TEST_F(Bench, APuzzleThatFailsIsNamedAndTheOthersGoOn) {
  write_text(folder_ / "photos" / "2.png", "not a picture");
  const ProgramRun run = bench({});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, testing::AllOf(HasSubstr("1 of 3 puzzles failed"), HasSubstr("2.png")));
  EXPECT_THAT(read_text(folder_ / "out" / "run.log"), HasSubstr("2.png"));
  EXPECT_EQ(lines().size(), 2U);
  EXPECT_EQ(summary()["failed"], 1);
}

TEST_F(Bench, DrawsTheWorstAnswers) {
  // Pieces of two pixels of noise: nobody can solve these.
  ASSERT_EQ(bench({"--noise", "120", "--piece-size", "14", "--save-worst", "2"}).exit_code, 0);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "out" / "worst"), fs::directory_iterator()), 2);
}

TEST_F(Bench, JobsDoNotChangeTheAnswers) {
  ASSERT_EQ(bench({"--jobs", "1"}).exit_code, 0);
  std::vector<BenchLine> one = lines();
  fs::remove_all(folder_ / "out");
  ASSERT_EQ(bench({"--jobs", "3"}).exit_code, 0);
  std::vector<BenchLine> three = lines();
  const auto by_image = [](const BenchLine& a, const BenchLine& b) { return a.image < b.image; };
  std::sort(three.begin(), three.end(), by_image);
  ASSERT_EQ(three.size(), one.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].image, three[i].image);
    EXPECT_EQ(one[i].neighbour, three[i].neighbour);
    EXPECT_EQ(one[i].accepted, three[i].accepted);
    EXPECT_EQ(one[i].settings, three[i].settings);
  }
}

}  // namespace
}  // namespace solve_puzzle
