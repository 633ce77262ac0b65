// SPDX-License-Identifier: Apache-2.0
#include "io/assembly_json.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "puzzles/random.h"
#include "puzzles/square_grid.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

/// Makes an assembly of cols x rows turned pieces, the last one unplaced, with awkward numbers and names.
Assembly made_assembly(int cols, int rows, std::uint64_t seed) {
  Random random(seed);
  Assembly assembly{.rotation = Rotation::kQuarter, .piece_size = {28, 28}};
  for (int i = 0; i < cols * rows; ++i) {
    PlacedPiece piece{.id = fmt::format("p{}{}", i, i == 1 ? " \"\n\\\x7F\xC3\xA9\xC2\x85" : ""), .file = "x.png"};
    piece.placed = i + 1 < cols * rows;
    piece.confidence = random.uniform();
    if (piece.placed) {
      piece.group = 0;
      piece.quarter_turns = static_cast<int>(random.below(4));
      piece.cell = cv::Point(i % cols, i / cols);
      piece.canvas_from_piece =
          canvas_from_cell(*piece.cell, piece.quarter_turns, assembly.piece_size, assembly.piece_size);
    }
    assembly.pieces.push_back(piece);
    if (i > 0) {
      assembly.matches.push_back({.piece_a = i - 1,
                                  .side_a = 1,
                                  .piece_b = i,
                                  .side_b = 3,
                                  .log_odds = random.normal() * 1e-9,
                                  .probability = random.uniform(),
                                  .accepted = i % 2 == 0,
                                  .seam = {{0, 28}}});
      if (i % 3 == 0) {
        Match& match = assembly.matches.back();
        match.is_pinned = true;
        match.rivals = {{.is_of_a = true,
                         .piece = 0,
                         .side = 2,
                         .behind = -random.uniform(),
                         .own_from_rival = cv::Matx23d(0, -1, 2.5, 1, 0, -3)},
                        {.is_of_a = false, .piece = i, .side = 3, .behind = 7.5}};
        match.attention = {0.25F, 0.125F, 0.625F};
        match.stretch = {{0, 2}, {2, 3}};
      }
    }
  }
  assembly.groups = {
      {.num_pieces = cols * rows - 1, .width = 28 * cols, .height = 28 * rows, .cols = cols, .rows = rows}};
  assembly.score = 5123.4;
  assembly.seconds = {{"read", 0.1}, {"total", 1e-7}};
  return assembly;
}

const AssemblyInfo kInfo = {.options = R"({"seed": 1, "grid": "", "nested": {"a": [1, 2.5e-9]}})",
                            .version_of_program = "0.1.0"};

std::string small_text() { return assembly_to_json(made_assembly(2, 2, 1), kInfo); }

TEST(AssemblyJson, WriteReadWriteIsIdentical) {
  for (const bool is_truth : {false, true}) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      Assembly assembly = made_assembly(5, 4, seed);
      assembly.stopped_early = seed % 2 == 0;
      assembly.score = seed % 3 == 0 ? -0.0 : 0.1 * static_cast<double>(seed);
      if (seed % 4 == 0) assembly.gap = {.half = -0.25, .wear = 1.5, .is_sure = seed % 8 == 0};
      AssemblyInfo info = kInfo;
      info.is_truth = is_truth;
      const std::string text = assembly_to_json(assembly, info);
      const AssemblyFile read = assembly_from_json(text);
      EXPECT_EQ(assembly_to_json(read.assembly, read.info), text) << "seed " << seed;
      EXPECT_EQ(read.info.is_truth, is_truth);
    }
  }
}

TEST(AssemblyJson, ReadGivesWhatWasWritten) {
  const Assembly written = made_assembly(3, 2, 7);
  const Assembly read = assembly_from_json(assembly_to_json(written, kInfo)).assembly;
  ASSERT_EQ(read.pieces.size(), written.pieces.size());
  for (std::size_t i = 0; i < read.pieces.size(); ++i) {
    EXPECT_EQ(read.pieces[i].id, written.pieces[i].id);
    EXPECT_EQ(read.pieces[i].placed, written.pieces[i].placed);
    EXPECT_EQ(read.pieces[i].confidence, written.pieces[i].confidence);
    EXPECT_EQ(read.pieces[i].cell, written.pieces[i].cell);
    EXPECT_EQ(read.pieces[i].canvas_from_piece, written.pieces[i].canvas_from_piece);
  }
  ASSERT_EQ(read.matches.size(), written.matches.size());
  EXPECT_EQ(read.matches[2].log_odds, written.matches[2].log_odds);
  EXPECT_EQ(read.matches[2].seam, written.matches[2].seam);
  EXPECT_TRUE(read.matches[2].is_pinned);
  ASSERT_EQ(read.matches[2].rivals.size(), 2U);
  EXPECT_EQ(read.matches[2].rivals[0].behind, written.matches[2].rivals[0].behind);
  EXPECT_FALSE(read.matches[2].rivals[1].is_of_a);
  EXPECT_EQ(read.matches[2].rivals[1].piece, 3);
  EXPECT_EQ(read.matches[2].attention, written.matches[2].attention);
  EXPECT_EQ(read.matches[2].stretch, written.matches[2].stretch);
  EXPECT_EQ(read.groups[0].cols, 3);
  EXPECT_EQ(read.seconds, written.seconds);
}

TEST(AssemblyJson, IsJsonWithTheFieldsThatOthersRelyOn) {
  const Json root = Json::parse(small_text());
  EXPECT_EQ(root["format"], "solve-puzzle.assembly");
  EXPECT_EQ(root["version"], 1);
  EXPECT_EQ(root["rotation"], "quarter");
  EXPECT_EQ(root["piece_size"], 28);
  EXPECT_EQ(root["canvas"], Json::parse(R"({"width": 56, "height": 56, "cols": 2, "rows": 2})"));
  EXPECT_EQ(root["pieces"][1]["cell"], Json::parse("[1, 0]"));
  EXPECT_EQ(root["pieces"][3]["placed"], false);
  EXPECT_FALSE(root["pieces"][3].contains("canvas_from_piece"));
  EXPECT_EQ(root["matches"][0]["a"], "p0");
  EXPECT_EQ(root["matches"][0]["seam"], Json::parse("[[0, 28]]"));
  EXPECT_EQ(root["groups"][0]["pieces"], 3);
  EXPECT_EQ(root["options"]["seed"], 1);
  EXPECT_FALSE(root.contains("stopped_early"));
}

TEST(AssemblyJson, RectangularPiecesKeepBothSizes) {
  Assembly assembly;
  assembly.piece_size = {56, 28};
  EXPECT_EQ(assembly_from_json(assembly_to_json(assembly, {})).assembly.piece_size, cv::Size(56, 28));
}

TEST(AssemblyJson, UnknownFieldsAreIgnored) {
  Json root = Json::parse(small_text());
  root["remark"] = {{"by", "someone"}};
  root["pieces"][0]["weight"] = 3;
  const AssemblyFile read = assembly_from_json(root.dump());
  EXPECT_EQ(assembly_to_json(read.assembly, read.info), small_text());
}

TEST(AssemblyJson, ATruthNeedsOnlyItsPieces) {
  Json root = Json::parse(small_text());
  root["format"] = "solve-puzzle.truth";
  for (const char* name : {"canvas", "matches", "groups", "score", "seconds", "options", "version_of_program"}) {
    root.erase(name);
  }
  const AssemblyFile read = assembly_from_json(root.dump());
  ASSERT_EQ(read.assembly.groups.size(), 1U);
  EXPECT_EQ(read.assembly.groups[0].num_pieces, 3);
  EXPECT_EQ(read.assembly.groups[0].width, 56);
}

/// Calls visit(pointer) for every value in the tree.
template <class Visit>
void for_each_field(const Json& value, const Json::json_pointer& at, const Visit& visit) {
  visit(at);
  for (const auto& item : value.items()) {
    if (value.is_object()) for_each_field(item.value(), at / item.key(), visit);
    if (value.is_array()) for_each_field(item.value(), at / std::stoul(item.key()), visit);
  }
}

bool is_free(const std::string& pointer) {
  return pointer.empty() || pointer.starts_with("/options/") || pointer.starts_with("/seconds/");
}

TEST(AssemblyJson, EveryMissingFieldIsNamed) {
  const Json root = Json::parse(small_text());
  for_each_field(root, Json::json_pointer(), [&](const Json::json_pointer& at) {
    const std::string pointer = at.to_string();
    if (is_free(pointer) || !root[at.parent_pointer()].is_object()) return;
    if (pointer.starts_with("/groups/0/cols") || pointer.starts_with("/groups/0/rows")) return;
    const std::string name = at.back();
    if (name == "pinned" || name == "rivals" || name == "attention" || name == "stretch" || name == "own_from_rival") {
      return;
    }
    Json damaged = root;
    damaged[at.parent_pointer()].erase(at.back());
    const std::string message = message_of([&] { assembly_from_json(damaged.dump()); });
    EXPECT_THAT(message, HasSubstr(at.back())) << pointer;
  });
}

TEST(AssemblyJson, EveryFieldOfAWrongTypeIsNamed) {
  const Json root = Json::parse(small_text());
  for_each_field(root, Json::json_pointer(), [&](const Json::json_pointer& at) {
    const std::string pointer = at.to_string();
    if (is_free(pointer)) return;
    for (const Json& wrong : {Json(nullptr), Json(-1.5), Json(1e300), Json("?"), Json::object(), Json(true)}) {
      const bool fits = wrong.type_name() == std::string(root[at].type_name()) &&
                        (wrong.is_boolean() || wrong.is_string() || wrong.is_object());
      const bool is_number_of_any_size =
          pointer.ends_with("log_odds") || pointer.ends_with("score") || pointer.ends_with("behind");
      if (fits || (wrong.is_number() && is_number_of_any_size)) continue;
      if (wrong.is_number() && pointer.ends_with("/2")) continue;  // translations may be anything
      Json damaged = root;
      damaged[at] = wrong;
      const std::string message = message_of([&] { assembly_from_json(damaged.dump()); });
      EXPECT_THAT(message, HasSubstr("expected")) << pointer << " = " << wrong;
    }
  });
}

std::string message_after(const char* pointer, const char* value) {
  Json root = Json::parse(small_text());
  root[Json::json_pointer(pointer)] = Json::parse(value);
  return message_of([&] { assembly_from_json(root.dump()); });
}

TEST(AssemblyJson, ErrorsNameFieldFoundAndExpected) {
  EXPECT_THAT(message_after("/format", "\"puzzle\""), HasSubstr("found \"puzzle\" in field format"));
  EXPECT_THAT(message_after("/version", "2"), HasSubstr("found 2 in field version, expected version 1"));
  EXPECT_THAT(message_after("/pieces/1/id", "\"p0\""),
              HasSubstr("\"p0\" in field pieces[1].id, expected every id once"));
  EXPECT_THAT(message_after("/matches/0/b", "\"no\""), HasSubstr("\"no\" in field matches[0].b"));
  EXPECT_THAT(message_after("/matches/0/side_a", "4"), HasSubstr("a whole number from 0 to 3"));
  EXPECT_THAT(message_after("/pieces/0/group", "1"), HasSubstr("pieces[0].group"));
  EXPECT_THAT(message_after("/pieces/0/canvas_from_piece", "[[2,0,0],[0,2,0]]"), HasSubstr("without scale"));
  EXPECT_THAT(message_after("/pieces/0/canvas_from_piece", "[[1,0,0],[0,-1,0]]"), HasSubstr("mirroring"));
  EXPECT_THAT(message_after("/pieces/0/confidence", "1.5"), HasSubstr("a number from 0 to 1"));
  EXPECT_THAT(message_after("/matches/0/seam/0", "[5, 4]"), HasSubstr("matches[0].seam[0][1]"));
}

TEST(AssemblyJson, JsonOfAnotherShapeIsRefused) {
  EXPECT_THAT(message_of([&] { assembly_from_json("[1]"); }), HasSubstr("found [1], expected an object"));
  EXPECT_THAT(message_of([&] { assembly_from_json("{}"); }), HasSubstr("found no field format"));
  EXPECT_THAT(message_of([&] { assembly_from_json(""); }), HasSubstr("found no JSON"));
}

TEST(AssemblyJson, DamagedFilesThrowAndNameTheFile) {
  const TemporaryFolder folder;
  const std::string text = small_text();
  const auto path = folder / "assembly.json";
  for (std::size_t length = 0; length + 2 < text.size(); length += 31) {
    write_bytes(path, text.substr(0, length));
    EXPECT_THAT(message_of([&] { read_assembly(path); }), HasSubstr(path.string())) << length;
  }
  EXPECT_THAT(message_of([&] { read_assembly(folder / "none.json"); }), HasSubstr("No such file"));
  EXPECT_THAT(message_of([&] { read_assembly(folder.path()); }), HasSubstr("found a folder"));
}

TEST(AssemblyJson, DeepNestingIsRefused) {
  const std::string deep(1'000'000, '[');
  EXPECT_THAT(message_of([&] { assembly_from_json(deep); }), HasSubstr("nested deeper"));
  EXPECT_THAT(message_of([&] { assembly_to_json({}, {.options = deep}); }), HasSubstr("nested deeper"));
}

TEST(AssemblyJson, NumbersThatAreNotFiniteAreNotWritten) {
  for (const double wrong : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    Assembly assembly = made_assembly(2, 1, 1);
    assembly.matches[0].log_odds = wrong;
    EXPECT_THAT(message_of([&] { assembly_to_json(assembly, {}); }), HasSubstr("expected a finite number"));
  }
}

TEST(AssemblyJson, OptionsMustBeAnObject) {
  EXPECT_THAT(message_of([&] { assembly_to_json({}, {.options = "[1]"}); }), HasSubstr("expected a JSON object"));
}

TEST(AssemblyJson, NoPieceIsAnAssemblyToo) {
  const std::string text = assembly_to_json({.piece_size = {28, 28}}, {});
  const AssemblyFile read = assembly_from_json(text);
  EXPECT_EQ(assembly_to_json(read.assembly, read.info), text);
  EXPECT_TRUE(read.assembly.pieces.empty());
}

}  // namespace
}  // namespace solve_puzzle
