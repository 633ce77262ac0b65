// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_compare.h"

#include <gmock/gmock.h>

#include "puzzles/random.h"
#include "tests/tools/run_program.h"
#include "tools/commands/bench_report.h"
#include "tools/commands/results_file.h"
#include "tools/commands/svg_plot.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

BenchLine made_line(int number, double neighbour, int pieces = 100) {
  BenchLine line;
  line.dataset = "photos";
  line.image = "<b>\"" + std::to_string(number) + "\"";
  line.kind = "square";
  line.rotation = "none";
  line.piece_size = "28";
  line.seed = 1;
  line.pieces = pieces;
  line.neighbour_fair = line.direct_fair = neighbour;
  line.seconds = 1e-4 * pieces * pieces;
  return line;
}

std::vector<BenchLine> made_lines(std::uint64_t seed, double less = 0) {
  Random random(seed);
  std::vector<BenchLine> lines;
  for (int i = 0; i < 12; ++i) lines.push_back(made_line(i, 0.9 - less - 0.05 * random.uniform(), 50 * (i + 1)));
  return lines;
}

void write_lines(const std::filesystem::path& folder, const std::vector<BenchLine>& lines) {
  std::filesystem::create_directories(folder);
  std::string text = csv_header() + "\n";
  for (const BenchLine& line : lines) text += csv_line(line) + "\n";
  write_text(folder / "results.csv", text);
}

TEST(BenchCompare, PairsPuzzlesByWhatTheyAreNotByTheirOrder) {
  std::vector<BenchLine> before = made_lines(1), after = made_lines(1, 0.01);
  std::reverse(after.begin(), after.end());
  after.erase(after.begin());
  after[0].settings = "another program";
  before.push_back(made_line(99, 0.5));
  const std::vector<PairedLine> pairs = paired_lines(before, after);
  ASSERT_EQ(pairs.size(), 11U);
  for (const PairedLine& pair : pairs) {
    EXPECT_EQ(pair.before.image, pair.after.image);
    EXPECT_NEAR(pair.gain(), -0.01, 1e-12);
  }
}

TEST(BenchCompare, TheLastLineOfAPuzzleCounts) {
  const std::vector<PairedLine> pairs =
      paired_lines({made_line(1, 0.1), made_line(1, 0.2)}, {made_line(1, 0.3), made_line(1, 0.4)});
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].before.neighbour_fair, 0.2);
  EXPECT_EQ(pairs[0].after.neighbour_fair, 0.4);
}

TEST(BenchCompare, SignFlipsGiveTheExactProbability) {
  EXPECT_EQ(sign_flip_p({}), 1.0);
  EXPECT_EQ(sign_flip_p({0, 0, 0}), 1.0);
  EXPECT_EQ(sign_flip_p({1}), 1.0);
  EXPECT_EQ(sign_flip_p({1, 1, 1}), 0.25);  // +++ and --- of eight
  EXPECT_EQ(sign_flip_p({1, 1, 1, -1}), 10.0 / 16);
  EXPECT_EQ(sign_flip_p({-2, -2, -2, -2, -2}), 2.0 / 32);
}

TEST(BenchCompare, ManyPairsAreDrawnAndComeNearTheExactProbability) {
  std::vector<double> differences(17, 0.0);
  for (std::size_t i = 0; i < 10; ++i) differences[i] = i < 8 ? 1 : -1;
  const double exact = sign_flip_p({differences.begin(), differences.begin() + 10});  // zeros change nothing
  EXPECT_NEAR(sign_flip_p(differences), exact, 0.01);
}

TEST(BenchCompare, ExitsWithOneOnlyBeyondTheThreshold) {
  TemporaryFolder folder;
  write_lines(folder / "old", made_lines(1));
  write_lines(folder / "new", made_lines(1, 0.01));
  const auto compare = [&](const char* a, const char* b, const char* threshold) {
    return run_program({"bench", "--compare", folder / a, folder / b, "--threshold", threshold});
  };
  const ProgramRun worse = compare("old", "new", "0.005");
  EXPECT_EQ(worse.exit_code, 1) << worse.err;
  EXPECT_THAT(worse.out, AllOf(HasSubstr("REGRESSION"), HasSubstr("worse: 12 puzzles"), HasSubstr("better: 0")));
  EXPECT_EQ(compare("old", "new", "0.02").exit_code, 0);
  const ProgramRun better = compare("new", "old", "0");
  EXPECT_EQ(better.exit_code, 0);
  EXPECT_THAT(better.out, AllOf(Not(HasSubstr("REGRESSION")), HasSubstr("+1.00")));
}

TEST(BenchCompare, BadUsageAndForeignFilesAreRefused) {
  TemporaryFolder folder;
  write_lines(folder / "old", made_lines(1));
  write_lines(folder / "other", {made_line(77, 0.5)});
  write_text(folder / "old" / "text.txt", "x");
  EXPECT_EQ(run_program({"bench", "--compare", folder / "old"}).exit_code, 2);
  EXPECT_EQ(run_program({"bench", folder / "old", "-o", folder / "out", "--compare", folder / "old", folder / "old"})
                .exit_code,
            2);
  EXPECT_THAT(run_program({"bench", "--compare", folder / "old", folder / "other"}).err,
              HasSubstr("no puzzle in common"));
  EXPECT_THAT(run_program({"bench", "--compare", folder / "old", folder / "none"}).err, HasSubstr("none"));
  write_text(folder / "other" / "results.csv", csv_header() + "\nphotos,1\n");
  EXPECT_THAT(run_program({"bench", "--compare", folder / "old", folder / "other"}).err, HasSubstr("line 2"));
  write_text(folder / "other" / "results.csv", "a,b\n");
  EXPECT_THAT(run_program({"bench", "--compare", folder / "old", folder / "other"}).err, HasSubstr("header"));
}

TEST(BenchReport, GrowthIsTheExponentOfTheTimes) {
  const auto growth = growth_of(made_lines(1));
  ASSERT_TRUE(growth);
  EXPECT_NEAR(growth->exponent, 2.0, 1e-9);
  EXPECT_NEAR(growth->factor, 1e-4, 1e-9);
  EXPECT_FALSE(growth_of({made_line(1, 0.5), made_line(2, 0.5)}));
  EXPECT_FALSE(growth_of({}));
}

TEST(BenchReport, NamesAreTextAndTheWorstStandsFirst) {
  std::vector<BenchLine> lines = made_lines(1);
  lines.push_back(made_line(50, 0.25));
  const std::string page = bench_page(lines, {{"<i>worst</i>", "bytes"}}, {});
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<b>")), Not(HasSubstr("<i>")), HasSubstr("Ynl0ZXM="), HasSubstr("power of")));
  const std::size_t list = page.find("All puzzles, worst first");
  EXPECT_LT(page.find("&quot;50&quot;", list), page.find("&quot;1&quot;", list));
  EXPECT_THAT(bench_page({}, {}, {}), AllOf(HasSubstr("0 puzzles"), Not(HasSubstr("worst first"))));
}

TEST(BenchReport, EveryMatcherHasItsCalibrationCurve) {
  std::vector<BenchLine> lines = made_lines(1);
  EXPECT_THAT(bench_page(lines, {}, {}), Not(HasSubstr("honest")));
  lines[0].matcher = lines[1].matcher = "learned <mean>";
  lines[2].matcher = "classical mgc";
  for (int i = 0; i < 3; ++i) lines[i].calibration.add(0.9, i != 1);
  const std::string page = bench_page(lines, {}, {});
  EXPECT_THAT(page, AllOf(HasSubstr("honest"), HasSubstr("learned &lt;mean&gt;: 2 joins, off by 40.00 points"),
                          HasSubstr("classical mgc: 1 joins, off by 10.00 points")));
}

TEST(BenchReport, MeasuredPairsStandInATableWithDashesForWhatNobodyMeasured) {
  PairsLine line;
  line.dataset = "<photos>";
  line.matcher = "seam-hard";
  line.attention = "hard";
  line.step = "alone";
  line.fair = 0.9876;
  line.microseconds = 12.5;
  const std::string page = bench_page({}, {}, {line});
  EXPECT_THAT(page, AllOf(HasSubstr("Matchers alone"), HasSubstr("<td>98.76</td>"), HasSubstr("<td>–</td>"),
                          HasSubstr("&lt;photos&gt;"), Not(HasSubstr("<photos>")), HasSubstr("98.76 %, 12.5 µs")));
}

TEST(SvgPlot, DrawsEveryPointInsideAndEscapesItsLabel) {
  Plot plot{
      .title = "a < b", .x = {.title = "x", .is_logarithmic = true}, .y = {.title = "y"}, .points = {}, .line = {}};
  for (int i = 1; i <= 5; ++i) plot.points.push_back({std::pow(10.0, i), 3.0 * i, "p<" + std::to_string(i)});
  plot.points.push_back({-1, 2, "left out"});
  const std::string svg = svg_of(plot);
  EXPECT_THAT(svg,
              AllOf(HasSubstr("a &lt; b"), HasSubstr("p&lt;5"), Not(HasSubstr("left out")), Not(HasSubstr("nan"))));
  EXPECT_THAT(svg, HasSubstr("cx=\"285.0\""));  // the middle one of five, on a logarithmic axis
}

TEST(SvgPlot, TakesNoPointAndOnePoint) {
  EXPECT_THAT(svg_of({}), AllOf(HasSubstr("<svg"), Not(HasSubstr("nan"))));
  Plot one{.title = "", .x = {}, .y = {}, .points = {{3, 3, "only"}}, .line = {}};
  EXPECT_THAT(svg_of(one), AllOf(HasSubstr("only"), Not(HasSubstr("nan"))));
}

}  // namespace
}  // namespace solve_puzzle
