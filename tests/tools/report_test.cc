// SPDX-License-Identifier: Apache-2.0
// report.html without a browser: what stands in it, and what the command report refuses. With one: tests/browser.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "io/assembly_json.h"
#include "puzzles/cut.h"
#include "puzzles/error.h"
#include "tests/puzzles/testing.h"
#include "tests/tools/run_program.h"
#include "tools/commands/report_data.h"
#include "tools/commands/report_page.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Gives what stands in the script element with this id.
nlohmann::json element(const std::string& page, const std::string& id) {
  const std::string begin = "<script type=\"application/json\" id=\"" + id + "\">";
  const std::size_t first = page.find(begin) + begin.size();
  return nlohmann::json::parse(page.substr(first, page.find("</script>", first) - first));
}

TEST(ReportPage, KeepsHostileNamesAsTheyAreAndOutOfTheMarkup) {
  CutPuzzle made = cut({random_picture({42, 42}, 1)}, {.piece_size = "14"});
  const std::vector<std::string> names = {"</script><script>alert(1)</script>",
                                          "{{{data}}} {{summary}}",
                                          "a\"b'c&d",
                                          "\xF0\x9F\xA7\xA9",
                                          "line\nbreak\xE2\x80\xA8",
                                          "bad\xFF utf8"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    made.puzzle.pieces[i].id = made.truth.pieces[i].id = names[i];
    made.truth.pieces[i].file = names[i];
  }
  const std::string page = report_page(made.puzzle, {.assembly = made.truth, .info = {}});
  EXPECT_THAT(page, Not(HasSubstr("alert(1)</script>")));
  const nlohmann::json data = element(page, "data");
  for (std::size_t i = 0; i + 1 < names.size(); ++i) EXPECT_EQ(data["pieces"]["id"][i], names[i]);
  EXPECT_EQ(data["pieces"]["id"].size(), 9U);
}

TEST(ReportPage, ForbidsAllThatComesFromElsewhere) {
  const CutPuzzle made = cut({random_picture({28, 28}, 1)}, {.piece_size = "14"});
  const std::string page = report_page(made.puzzle, {.assembly = made.truth, .info = {}});
  const std::string head = page.substr(0, page.find("<body>"));
  EXPECT_THAT(head, AllOf(HasSubstr("default-src &apos;none&apos;"), HasSubstr("connect-src &apos;none&apos;")));
  EXPECT_THAT(page, AllOf(Not(HasSubstr(" src=\"http")), Not(HasSubstr("<link")), Not(HasSubstr("@import"))));
  EXPECT_THAT(page, HasSubstr("OpenSeadragon"));
  EXPECT_THAT(page, HasSubstr("Redistribution and use in source and binary forms"));
}

TEST(ReportPage, PicturesAndPiecesMustAgree) {
  CutPuzzle made = cut({random_picture({28, 28}, 1)}, {.piece_size = "14"});
  made.puzzle.pieces.pop_back();
  EXPECT_THROW(report_page(made.puzzle, {.assembly = made.truth, .info = {}}), Error);
}

TEST(ReportPage, NoPieceIsAPageToo) { EXPECT_THAT(report_page({}, {}), HasSubstr("0 of 0 pieces placed in 0 groups")); }

TEST(ReportData, ScriptTextCannotEndItsElement) {
  const nlohmann::ordered_json json = {{"x", "</script>\xE2\x80\xA9<!--\xFF"}};
  const std::string text = script_text(json);
  EXPECT_EQ(text.find('<'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text)["x"], "</script>\xE2\x80\xA9<!--\xEF\xBF\xBD");
}

/// A folder with a solved puzzle of 3 x 3 pieces.
class Report : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(run_program({"cut", "sample:84x84", "-o", folder_ / "puzzle"}).exit_code, 0);
    const ProgramRun solve = run_program({"solve", folder_ / "puzzle", "-o", out_, "--matcher", "classical"});
    ASSERT_EQ(solve.exit_code, 0) << solve.err;
  }

  ProgramRun solve_with_pins(const std::string& pins) const {
    write_text(folder_ / "pins.json", pins);
    return run_program(
        {"solve", folder_ / "puzzle", "-o", out_, "--matcher", "classical", "--pins", folder_ / "pins.json"});
  }

  TemporaryFolder folder_;
  fs::path out_ = folder_ / "out";
};

TEST_F(Report, SolveWritesItAndReportWritesTheSameAgain) {
  const std::string first = read_text(out_ / "report.html");
  EXPECT_THAT(first, HasSubstr("9 of 9 pieces placed"));
  fs::remove(out_ / "report.html");
  const ProgramRun again = run_program({"report", out_});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(read_text(out_ / "report.html"), first);
}

TEST_F(Report, FindsPiecesThatWereMovedOnlyWhenTold) {
  fs::rename(folder_ / "puzzle", folder_ / "elsewhere");
  const ProgramRun lost = run_program({"report", out_});
  EXPECT_EQ(lost.exit_code, 1);
  EXPECT_THAT(lost.err, HasSubstr("puzzle"));
  EXPECT_EQ(run_program({"report", out_, "--pieces", folder_ / "elsewhere"}).exit_code, 0);
}

TEST_F(Report, RefusesOtherPiecesAndForeignFiles) {
  ASSERT_EQ(run_program({"cut", "sample:84x84", "-o", folder_ / "other", "--seed", "9"}).exit_code, 0);
  const ProgramRun other = run_program({"report", out_, "--pieces", folder_ / "other"});
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.err, HasSubstr("other pieces"));
  for (const char* text : {"", "{}", "[1, 2", "{\"format\": \"solve-puzzle.assembly\", \"version\": 1}"}) {
    write_text(out_ / "assembly.json", text);
    const ProgramRun foreign = run_program({"report", out_});
    EXPECT_EQ(foreign.exit_code, 1);
    EXPECT_THAT(foreign.err, HasSubstr("assembly.json"));
  }
  EXPECT_EQ(run_program({"report", folder_ / "nothing"}).exit_code, 1);
}

TEST_F(Report, PinsThatCannotBeHonouredAreNamedAndTheOldAnswerStays) {
  const std::string before = read_text(out_ / "assembly.json");
  const ProgramRun unknown = solve_with_pins(R"({"format": "solve-puzzle.pins", "version": 1,
      "together": [{"a": "p0001", "side_a": 1, "b": "q", "side_b": 3}]})");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, AllOf(HasSubstr("pins.json"), HasSubstr("\"q\"")));
  const auto& pieces = read_assembly(out_ / "assembly.json").assembly.pieces;
  const ProgramRun contradicting = solve_with_pins(R"({"format": "solve-puzzle.pins", "version": 1, "together": [
      {"a": ")" + pieces[0].id + R"(", "side_a": 1, "b": ")" +
                                                   pieces[1].id + R"(", "side_b": 3},
      {"a": ")" + pieces[0].id + R"(", "side_a": 1, "b": ")" +
                                                   pieces[2].id + R"(", "side_b": 3}]})");
  EXPECT_EQ(contradicting.exit_code, 1);
  EXPECT_THAT(contradicting.err, AllOf(HasSubstr("cannot all be honoured"), HasSubstr(pieces[2].id)));
  const ProgramRun foreign =
      solve_with_pins(R"({"format": "solve-puzzle.pins", "version": 1, "puzzle": "1234567890abcdef"})");
  EXPECT_EQ(foreign.exit_code, 1);
  EXPECT_THAT(foreign.err, HasSubstr("another puzzle"));
  EXPECT_EQ(read_text(out_ / "assembly.json"), before);
}

}  // namespace
}  // namespace solve_puzzle
