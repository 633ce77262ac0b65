// SPDX-License-Identifier: Apache-2.0
#include "io/read_pins.h"

#include <nlohmann/json.hpp>

#include "puzzles/fingerprint.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

Puzzle made_puzzle() {
  Puzzle puzzle;
  for (const char* id : {"a", "b \"<script>\n", "c"}) {
    puzzle.pieces.push_back({.id = id, .file = "", .pixels = cv::Mat(4, 4, CV_8UC3, cv::Scalar(1, 2, 3)), .mask = {}});
  }
  return puzzle;
}

Json made_pins() {
  return {{"format", "solve-puzzle.pins"},
          {"version", 1},
          {"puzzle", fingerprint(made_puzzle())},
          {"together", {{{"a", "a"}, {"side_a", 1}, {"b", "b \"<script>\n"}, {"side_b", 3}}}},
          {"apart", {{{"a", "c"}, {"side_a", 0}, {"b", "a"}, {"side_b", 2}}}},
          {"fixed", {{{"piece", "c"}, {"group", 2}, {"cell", {-3, 4}}, {"quarter_turns", 3}}}}};
}

std::string refusal(const Json& pins) {
  try {
    pins_from_json(pins.dump(), made_puzzle());
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(ReadPins, GivesWhatStandsThere) {
  const Pins pins = pins_from_json(made_pins().dump(), made_puzzle());
  ASSERT_EQ(pins.together.size(), 1U);
  EXPECT_EQ(pins.together[0].piece_a, 0);
  EXPECT_EQ(pins.together[0].side_a, 1);
  EXPECT_EQ(pins.together[0].piece_b, 1);
  EXPECT_EQ(pins.together[0].side_b, 3);
  ASSERT_EQ(pins.apart.size(), 1U);
  EXPECT_EQ(pins.apart[0].piece_a, 2);
  ASSERT_EQ(pins.fixed.size(), 1U);
  EXPECT_EQ(pins.fixed[0].piece, 2);
  EXPECT_EQ(pins.fixed[0].group, 2);
  EXPECT_EQ(pins.fixed[0].cell, cv::Point(-3, 4));
  EXPECT_EQ(pins.fixed[0].quarter_turns, 3);
}

TEST(ReadPins, EveryListMayBeLeftOut) {
  EXPECT_TRUE(pins_from_json(R"({"format": "solve-puzzle.pins", "version": 1})", made_puzzle()).is_empty());
}

TEST(ReadPins, TornPiecesHaveMotionsInsteadOfSides) {
  Puzzle puzzle = made_puzzle();
  puzzle.kind = Kind::kTorn;
  const Json motion = {{0, -1, 5.5}, {1, 0, -2}};
  Json pins = {{"format", "solve-puzzle.pins"},
               {"version", 1},
               {"together", {{{"a", "a"}, {"b", "c"}, {"a_from_b", motion}}}},
               {"apart", {{{"a", "a"}, {"side_a", 0}, {"b", "c"}, {"side_b", 0}}}},
               {"fixed", {{{"piece", "c"}, {"group", 2}, {"canvas_from_piece", motion}, {"by_hand", 3}}}}};
  const Pins read = pins_from_json(pins.dump(), puzzle);
  const cv::Matx23d expected(0, -1, 5.5, 1, 0, -2);
  EXPECT_EQ(read.together[0].a_from_b, expected);
  EXPECT_FALSE(read.apart[0].a_from_b);
  EXPECT_EQ(read.fixed[0].canvas_from_piece, expected);
  EXPECT_EQ(read.fixed[0].by_hand, 3);
  pins["fixed"][0]["canvas_from_piece"] = {{2, 0, 0}, {0, 2, 0}};
  EXPECT_THAT([&] { pins_from_json(pins.dump(), puzzle); },
              testing::ThrowsMessage<Error>(AllOf(HasSubstr("fixed[0].canvas_from_piece"), HasSubstr("a rotation"))));
  pins["fixed"][0].erase("canvas_from_piece");
  EXPECT_THAT([&] { pins_from_json(pins.dump(), puzzle); },
              testing::ThrowsMessage<Error>(HasSubstr("fixed[0].canvas_from_piece")));
}

TEST(ReadPins, UnknownPiecesSidesAndFormatsAreNamed) {
  Json pins = made_pins();
  pins["together"][0]["b"] = "nobody";
  EXPECT_THAT(refusal(pins), AllOf(HasSubstr("nobody"), HasSubstr("together[0].b"), HasSubstr("3 pieces")));
  pins = made_pins();
  pins["apart"][0]["side_a"] = 4;
  EXPECT_THAT(refusal(pins), HasSubstr("apart[0].side_a"));
  pins = made_pins();
  pins["apart"][0]["b"] = "c";
  EXPECT_THAT(refusal(pins), HasSubstr("another piece than a"));
  pins = made_pins();
  pins["fixed"][0]["cell"] = {1};
  EXPECT_THAT(refusal(pins), HasSubstr("fixed[0].cell"));
  pins = made_pins();
  pins["format"] = "solve-puzzle.assembly";
  EXPECT_THAT(refusal(pins), HasSubstr("solve-puzzle.pins"));
  EXPECT_THAT(refusal(Json::array()), HasSubstr("an object"));
}

TEST(ReadPins, PinsOfAnotherPuzzleAreRefused) {
  Json pins = made_pins();
  pins["puzzle"] = "0123456789abcdef";
  EXPECT_THAT(refusal(pins), AllOf(HasSubstr("another puzzle"), HasSubstr("0123456789abcdef")));
}

TEST(ReadPins, DamagedFilesThrowAndNameTheFile) {
  TemporaryFolder folder;
  const std::string whole = made_pins().dump();
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    std::ofstream(folder / "pins.json") << whole.substr(0, length);
    EXPECT_THAT([&] { read_pins(folder / "pins.json", made_puzzle()); },
                testing::ThrowsMessage<Error>(HasSubstr("pins.json")));
  }
}

}  // namespace
}  // namespace solve_puzzle
