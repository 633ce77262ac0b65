// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/results_file.h"

#include <gmock/gmock.h>

#include "puzzles/error.h"
#include "tests/tools/run_program.h"
#include "tools/commands/csv_text.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

BenchLine sample_line(const std::string& image) {
  BenchLine line;
  line.dataset = "photos, \"best\" of";
  line.image = image;
  line.kind = "square";
  line.rotation = "quarter";
  line.missing = 0.1;
  line.seed = 18446744073709551615ULL;
  line.pieces = 432;
  line.direct = 1.0 / 3.0;
  line.perfect = true;
  line.settings = "0123";
  return line;
}

TEST(ResultsFile, ColumnsBeginAsOthersRelyOn) {
  EXPECT_THAT(
      csv_header(),
      StartsWith("dataset,image,kind,rotation,erode,missing,seed,pieces,direct,neighbour,largest_component,"
                 "perfect,placed,wrong_placed,direct_fair,neighbour_fair,perfect_fair,precision,recall,seconds,"));
}

TEST(ResultsFile, WriteReadWriteIsIdentical) {
  const std::string text = csv_line(sample_line("a"));
  EXPECT_EQ(csv_line(parse_csv_line(text)), text);
  EXPECT_EQ(parse_csv_line(text).dataset, "photos, \"best\" of");
  EXPECT_EQ(parse_csv_line(text).direct, 1.0 / 3.0);
}

TEST(ResultsFile, GoesOnWhereItStopped) {
  const TemporaryFolder folder;
  ResultsFile(folder / "results.csv").append(sample_line("a"));
  {
    ResultsFile again(folder / "results.csv");
    ASSERT_EQ(again.lines().size(), 1U);
    again.append(sample_line("b"));
  }
  const std::string text = read_text(folder / "results.csv");
  EXPECT_EQ(text, csv_header() + "\n" + csv_line(sample_line("a")) + "\n" + csv_line(sample_line("b")) + "\n");
}

TEST(ResultsFile, AFileCutOffAnywhereKeepsItsWholeLines) {
  const TemporaryFolder folder;
  const std::string first = csv_header() + "\n" + csv_line(sample_line("a")) + "\n";
  const std::string whole = first + csv_line(sample_line("b")) + "\n";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    write_text(folder / "results.csv", whole.substr(0, size));
    const ResultsFile file(folder / "results.csv");
    const std::size_t expected = size == whole.size() ? 2 : size >= first.size() ? 1 : 0;
    EXPECT_EQ(file.lines().size(), expected) << size;
    EXPECT_THAT(read_text(folder / "results.csv"), StartsWith(csv_header() + "\n"));
  }
}

TEST(ResultsFile, FilesOfOlderProgramsAreReadWithoutTheirMissingColumns) {
  const TemporaryFolder folder;
  write_text(folder / "results.csv", "dataset,image,seed\nphotos,a,7\n");
  const std::vector<BenchLine> lines = read_bench_lines(folder.path());
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].image, "a");
  EXPECT_EQ(lines[0].seed, 7U);
  EXPECT_EQ(lines[0].matcher, "");
}

TEST(ResultsFile, SortingKeepsTheLinesAndTheLock) {
  const TemporaryFolder folder;
  ResultsFile file(folder / "results.csv");
  for (const char* image : {"b", "a", "c"}) file.append(sample_line(image));
  file.sort();
  EXPECT_THAT([&] { ResultsFile(folder / "results.csv"); }, ThrowsMessage<Error>(HasSubstr("another bench")));
  file.append(sample_line("a0"));
  std::vector<std::string> images;
  for (const BenchLine& line : read_bench_lines(folder.path())) images.push_back(line.image);
  EXPECT_THAT(images, testing::ElementsAre("a", "b", "c", "a0"));
}

TEST(ResultsFile, CountsOfProbabilitiesReadBackTheSame) {
  BenchLine line = sample_line("a");
  for (const double probability : {0.0, 0.3, 0.31, 0.999, 1.0}) line.calibration.add(probability, probability > 0.5);
  const BenchLine again = parse_csv_line(csv_line(line));
  EXPECT_EQ(again.calibration.error(), line.calibration.error());
  EXPECT_EQ(csv_line(again), csv_line(line));
  for (const char* wrong : {"15:1:1:1", "1:1:1", "x:1:1:1", "1:1:1:1 ", "1:y:1:1"}) {
    Calibration read;
    EXPECT_THROW(read_cell(wrong, read), Error) << wrong;
  }
}

TEST(ResultsFile, RefusesFilesOfOthersAndLeavesThemAlone) {
  const TemporaryFolder folder;
  write_text(folder / "results.csv", "name,size\nx,1\n");
  EXPECT_THAT([&] { ResultsFile(folder / "results.csv"); }, ThrowsMessage<Error>(HasSubstr("other columns")));
  EXPECT_EQ(read_text(folder / "results.csv"), "name,size\nx,1\n");
}

TEST(ResultsFile, DamagedLinesAreNamed) {
  const TemporaryFolder folder;
  write_text(folder / "results.csv", csv_header() + "\na,b\n");
  EXPECT_THAT([&] { ResultsFile(folder / "results.csv"); },
              ThrowsMessage<Error>(testing::AllOf(HasSubstr("results.csv: line 2"), HasSubstr("2 columns"))));
}

TEST(ResultsFile, IsWrittenByOneBenchAtATime) {
  const TemporaryFolder folder;
  const ResultsFile first(folder / "results.csv");
  EXPECT_THAT([&] { ResultsFile(folder / "results.csv"); }, ThrowsMessage<Error>(HasSubstr("another bench")));
}

}  // namespace
}  // namespace solve_puzzle
