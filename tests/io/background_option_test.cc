// SPDX-License-Identifier: Apache-2.0
#include "io/background_option.h"

#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(ParseColour, TakesRedFirst) {
  EXPECT_EQ(parse_colour("1,2,3"), cv::Vec3d(3, 2, 1));
  EXPECT_EQ(parse_colour(" 248 8 23 \r\n"), cv::Vec3d(23, 8, 248));
}

TEST(ParseColour, AnythingElseIsNone) {
  for (const char* text : {"", "1,2", "1,2,3,4", "1.5 2 3", "1;2;3", "-1,2,3", "256,0,0", "a,b,c", "123", "1,2,3x"}) {
    EXPECT_EQ(parse_colour(text), std::nullopt) << text;
  }
}

TEST(ParseBackground, KnowsItsWordsAndPaths) {
  const TemporaryFolder folder;
  write_bytes(folder / "colour.txt", "9 8 7\n");
  write_bytes(folder / "mask.png", "no colour");
  EXPECT_EQ(parse_background("auto").source, BackgroundOption::Source::kAuto);
  EXPECT_EQ(parse_background("alpha").source, BackgroundOption::Source::kAlpha);
  EXPECT_TRUE(parse_background("1,2,3").is_order_certain);
  const BackgroundOption file = parse_background((folder / "colour.txt").string());
  EXPECT_EQ(file.colour, cv::Vec3d(7, 8, 9));
  EXPECT_FALSE(file.is_order_certain);
  EXPECT_EQ(parse_background((folder / "mask.png").string()).source, BackgroundOption::Source::kMasks);
  EXPECT_EQ(parse_background(folder.path().string()).masks, folder.path());
  EXPECT_THAT(message_of([] { parse_background("gren"); }), AllOf(HasSubstr("\"gren\""), HasSubstr("R,G,B")));
}

TEST(ReadBackgroundFile, DamageIsNamed) {
  const TemporaryFolder folder;
  write_bytes(folder / "bg_color.txt", "12 13");
  EXPECT_THAT(message_of([&] { read_background_file(folder / "bg_color.txt"); }),
              AllOf(HasSubstr("bg_color.txt"), HasSubstr("12 13"), HasSubstr("three whole numbers")));
}

}  // namespace
}  // namespace solve_puzzle
