// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/option_list.h"

#include <gmock/gmock.h>

#include "tools/requests.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(OptionList, EchoReadBackGivesTheSameOptions) {
  SolveOptions options;
  options.rotation = "quarter";
  options.grid = "24x18";
  options.min_confidence = 0.1 + 0.2;  // no short decimal form
  options.time_limit = 1.5;
  options.exhaustive = true;
  options.seed = 9'000'000'000'000'000;
  const nlohmann::ordered_json echo = options_json(options);

  SolveOptions copy;
  OptionList list;
  list.add(copy);
  for (const auto& [name, value] : echo.items()) set_from_json(*list.find(name), value);
  EXPECT_EQ(options_json(copy), echo);
  EXPECT_EQ(copy.min_confidence, options.min_confidence);
}

TEST(OptionList, AnOptionOfTwoStructsSetsBothAndAllowsWhatBothAllow) {
  CutOptions cut;
  SolveOptions solve;
  OptionList list;
  list.add(cut);
  list.add(solve);
  const Option& rotation = *list.find("rotation");
  set_from_words(rotation, {"quarter"});
  EXPECT_EQ(cut.rotation, "quarter");
  EXPECT_EQ(solve.rotation, "quarter");
  EXPECT_THAT(rotation.info.choices, ElementsAre("auto", "none", "quarter", "free"));
  const Option& kind = *list.find("kind");
  EXPECT_THAT(kind.info.choices, ElementsAre("square", "torn"));
  EXPECT_THROW(set_from_words(kind, {"auto"}), UsageError);
}

TEST(OptionList, RefusesWhatIsOutOfRangeOrNoNumber) {
  CutOptions cut;
  OptionList list;
  list.add(cut);
  for (const char* text : {"-1", "1001", "1.5", "2x", "", " 2", "nan", "1e999"}) {
    EXPECT_THROW(set_from_words(*list.find("erode"), {text}), UsageError) << text;
  }
  for (const char* text : {"nan", "inf", "-0.1", "0.96", "0,5"}) {
    EXPECT_THROW(set_from_words(*list.find("missing"), {text}), UsageError) << text;
  }
  EXPECT_EQ(cut.erode, 0);
}

TEST(OptionList, MessagesSayOptionFoundAndExpected) {
  CutOptions cut;
  OptionList list;
  list.add(cut);
  EXPECT_THAT([&] { set_from_words(*list.find("erode"), {"many"}); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("--erode"), HasSubstr("'many'"), HasSubstr("from 0 to 1000"))));
  EXPECT_THAT([&] { set_from_words(*list.find("rotation"), {"quater"}); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("quarter or free"), HasSubstr("did you mean quarter?"))));
}

TEST(OptionList, JsonOfAnotherTypeIsRefused) {
  SolveOptions solve;
  OptionList list;
  list.add(solve);
  EXPECT_THROW(set_from_json(*list.find("seed"), "3"), UsageError);
  EXPECT_THROW(set_from_json(*list.find("seed"), true), UsageError);
  EXPECT_THROW(set_from_json(*list.find("exhaustive"), 1), UsageError);
  EXPECT_THROW(set_from_json(*list.find("rotation"), nullptr), UsageError);
  EXPECT_THROW(set_from_json(*list.find("rotation"), {{"a", 1}}), UsageError);
}

}  // namespace
}  // namespace solve_puzzle
