// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/bench_list.h"

#include <gmock/gmock.h>

#include "tests/tools/run_program.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::vector<BenchRequest> parse(const std::string& text, const BenchRequest& base = {}) {
  return parse_bench_list(text, "lists/all.json", base);
}

testing::Matcher<const std::function<void()>&> complains(const std::string& what) {
  return ThrowsMessage<UsageError>(AllOf(HasSubstr("lists/all.json"), HasSubstr(what)));
}

void expect_complaint(const std::string& text, const std::string& what) {
  EXPECT_THAT(std::function<void()>([&] { parse(text); }), complains(what)) << text;
}

TEST(BenchList, EveryCutIsSolvedByEveryMatcher) {
  const std::vector<BenchRequest> requests = parse(R"({
    "datasets": ["photos", "/other"], "seeds": 3, "seed": 7, "resize": "90x60",
    "cuts": [{"erode": 1}, {"erode": 2, "resize": "60x40", "rotation": "quarter"}],
    "matchers": [{"matcher": "classical"}, {"matcher": "learned", "attention": "hard", "min-confidence": 0.9}]})");
  std::vector<std::string> names;
  for (const BenchRequest& request : requests) {
    EXPECT_THAT(request.datasets, ElementsAre("lists/photos", "/other"));
    EXPECT_EQ(request.bench.seeds, 3);
    EXPECT_EQ(request.cut.seed, 7U);
    EXPECT_EQ(request.solve.seed, 7U);
    names.push_back(std::to_string(request.cut.erode) + request.bench.resize + request.cut.rotation +
                    request.solve.matcher);
  }
  EXPECT_THAT(
      names, ElementsAre("190x60autoclassical", "190x60autolearned", "260x40quarterclassical", "260x40quarterlearned"));
  EXPECT_EQ(requests[1].solve.attention, "hard");
  EXPECT_EQ(requests[1].solve.min_confidence, 0.9);
}

TEST(BenchList, WhatItDoesNotSayComesFromTheCommandLine) {
  BenchRequest base;
  base.cut.erode = 4;
  base.bench.seeds = 9;
  base.solve.matcher = "learned";
  const std::vector<BenchRequest> requests = parse(R"({"datasets": ["a"], "seeds": 2})", base);
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].cut.erode, 4);
  EXPECT_EQ(requests[0].bench.seeds, 2);
  EXPECT_EQ(requests[0].solve.matcher, "learned");
}

TEST(BenchList, UnknownKeysAreNamedWithTheNearestRightOne) {
  expect_complaint(R"({"datasets": ["a"], "seads": 1})", "unknown key \"seads\"; did you mean seeds?");
  expect_complaint(R"({"dataset": ["a"], "datasets": ["a"]})", "did you mean datasets?");
  expect_complaint(R"({"datasets": ["a"], "cuts": [{}, {"eroed": 1}]})",
                   "cuts[1]: unknown key \"eroed\"; did you mean erode?");
  expect_complaint(R"({"datasets": ["a"], "matchers": [{"matcher_": "x"}]})", "did you mean matcher?");
  expect_complaint(R"({"datasets": ["a"], "matchers": [{"erode": 1}]})", "matchers[0]: unknown key \"erode\"");
  expect_complaint(R"({"datasets": ["a"], "jobs": 3})", "unknown key \"jobs\"");
}

TEST(BenchList, WrongValuesSayWhatWasExpected) {
  expect_complaint("", "found no JSON");
  expect_complaint("[]", "found array, expected a JSON object");
  expect_complaint("{}", "datasets: found nothing");
  expect_complaint(R"({"datasets": []})", "expected a list of folders");
  expect_complaint(R"({"datasets": ["a", 1]})", "expected a list of folders");
  expect_complaint(R"({"datasets": "a"})", "expected a list of folders");
  expect_complaint(R"({"datasets": ["a"], "cuts": []})", "cuts: found an empty list");
  expect_complaint(R"({"datasets": ["a"], "cuts": {"erode": 1}})", "cuts: found object");
  expect_complaint(R"({"datasets": ["a"], "cuts": [3]})", "cuts[0]: found number");
  expect_complaint(R"({"datasets": ["a"], "cuts": [{"erode": -1}]})", "cuts[0]: --erode: found '-1'");
  expect_complaint(R"({"datasets": ["a"], "matchers": [{"matcher": "magic"}]})", "expected learned or classical");
  expect_complaint(R"({"datasets": ["a"], "cuts": [{"kind": "square", "rotation": "free"}]})", "contradict");
  expect_complaint(R"({"datasets": )" + std::string(100000, '[') + std::string(100000, ']') + "}", "nested deeper");
}

TEST(BenchList, AMissingFileIsAUsageErrorOfTheProgram) {
  const TemporaryFolder folder;
  const ProgramRun missing = run_program({"bench", folder / "none.json", "-o", folder / "out"});
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.err, HasSubstr("none.json: cannot be read"));
  write_text(folder / "list.json", R"({"datasets": ["a"], "kindd": "torn"})");
  const ProgramRun unknown = run_program({"bench", folder / "list.json", "-o", folder / "out"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean kind?"));
  EXPECT_EQ(run_program({"bench", folder / "list.json", "-o", folder / "out", "--pairs"}).exit_code, 2);
}

}  // namespace
}  // namespace solve_puzzle
