// SPDX-License-Identifier: Apache-2.0
// JSON to assembly: every field is checked for presence, type and range, and errors say where it stands.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <utility>

#include "io/assembly_json.h"
#include "io/file_names.h"
#include "io/json_field.h"
#include "io/json_motion.h"
#include "io/json_text.h"
#include "io/read_file.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

using Json = Field::Json;

constexpr double kMaxCell = 1e9;  // far from where whole numbers overflow

template <class Word>
Word word(const Field& field, std::initializer_list<Word> words) {
  std::string expected;
  for (const Word candidate : words) {
    if (field.value() == Json(word_of(candidate))) return candidate;
    expected += fmt::format("{}\"{}\"", expected.empty() ? "" : " or ", word_of(candidate));
  }
  field.fail(expected);
}

bool is_truth(const Field& root) {
  const Field format = root.at("format");
  const std::string name = format.value().is_string() ? format.text() : "";
  if (name != kAssemblyFormat && name != kTruthFormat) {
    format.fail(fmt::format("\"{}\" or \"{}\"", kAssemblyFormat, kTruthFormat));
  }
  const Field version = root.at("version");
  if (version.value() != Json(kAssemblyVersion)) version.fail(fmt::format("version {}", kAssemblyVersion));
  return name == kTruthFormat;
}

cv::Size piece_size(const Field& field, Kind kind) {
  const int smallest = kind == Kind::kSquare ? 1 : 0;
  if (!field.value().is_array()) {
    const int side = field.integer(smallest);
    return {side, side};
  }
  field.expect_size(2);
  return {field.at(std::size_t{0}).integer(smallest), field.at(1).integer(smallest)};
}

/// Reads quarter turns, counter-clockwise on screen: the first row of the pose begins with their cosine and sine.
int quarter_turns(const Field& field, const cv::Matx23d& canvas_from_piece) {
  constexpr int kCosine[4] = {1, 0, -1, 0};
  constexpr int kSine[4] = {0, 1, 0, -1};
  constexpr double kNear = 0.5;
  const int turns = field.integer(0, 3);
  if (std::abs(canvas_from_piece(0, 0) - kCosine[turns]) > kNear ||
      std::abs(canvas_from_piece(0, 1) - kSine[turns]) > kNear) {
    field.fail("the turn that canvas_from_piece makes");
  }
  return turns;
}

/// Reads a piece. max_group: the last group that may be named.
PlacedPiece piece(const Field& field, Kind kind, int max_group) {
  PlacedPiece made;
  made.id = field.at("id").text();
  made.file = field.at("file").text();
  made.placed = field.at("placed").boolean();
  made.confidence = field.at("confidence").number(0, 1);
  if (!made.placed) return made;
  made.group = field.at("group").integer(0, max_group);
  made.canvas_from_piece = json_motion(field.at("canvas_from_piece"));
  if (kind == Kind::kSquare) {
    const Field cell = field.at("cell");
    cell.expect_size(2);
    made.cell = cv::Point(cell.at(std::size_t{0}).integer(0, kMaxCell), cell.at(1).integer(0, kMaxCell));
    made.quarter_turns = quarter_turns(field.at("quarter_turns"), made.canvas_from_piece);
  }
  return made;
}

using Numbers = std::unordered_map<std::string, int>;

void read_pieces(const Field& field, int num_groups, Assembly& assembly, Numbers& number_of_id) {
  const int max_group = (num_groups < 0 ? static_cast<int>(field.size()) : num_groups) - 1;
  assembly.pieces.reserve(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) {
    assembly.pieces.push_back(piece(field.at(i), assembly.kind, max_group));
    if (!number_of_id.emplace(assembly.pieces.back().id, static_cast<int>(i)).second) {
      field.at(i).at("id").fail("every id once");
    }
  }
}

int piece_number(const Field& field, const Numbers& number_of_id) {
  const auto found = number_of_id.find(field.text());
  if (found == number_of_id.end()) field.fail("the id of a piece");
  return found->second;
}

std::vector<std::pair<int, int>> stretches(const Field& field) {
  std::vector<std::pair<int, int>> made;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const Field stretch = field.at(i);
    stretch.expect_size(2);
    const int begin = stretch.at(std::size_t{0}).integer(0);
    made.emplace_back(begin, stretch.at(1).integer(begin));
  }
  return made;
}

std::vector<Rival> rivals(const Field& field, double last_side, const Numbers& number_of_id) {
  std::vector<Rival> made;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const Field rival = field.at(i);
    const std::string of = rival.at("of").text();
    if (of != "a" && of != "b") rival.at("of").fail("\"a\" or \"b\"");
    made.push_back({.is_of_a = of == "a",
                    .piece = piece_number(rival.at("piece"), number_of_id),
                    .side = rival.at("side").integer(0, last_side),
                    .behind = rival.at("behind").number()});
    if (rival.has("own_from_rival")) made.back().own_from_rival = json_motion(rival.at("own_from_rival"));
  }
  return made;
}

std::vector<float> attention(const Field& field) {
  std::vector<float> made;
  for (std::size_t i = 0; i < field.size(); ++i) made.push_back(static_cast<float>(field.at(i).number(0, 1)));
  return made;
}

Match match(const Field& field, Kind kind, const Numbers& number_of_id) {
  const double last_side = kind == Kind::kSquare ? 3 : Field::kMaxInt;
  Match made;
  made.piece_a = piece_number(field.at("a"), number_of_id);
  made.side_a = field.at("side_a").integer(0, last_side);
  made.piece_b = piece_number(field.at("b"), number_of_id);
  made.side_b = field.at("side_b").integer(0, last_side);
  made.a_from_b = json_motion(field.at("a_from_b"));
  made.log_odds = field.at("log_odds").number();
  made.probability = field.at("probability").number(0, 1);
  made.accepted = field.at("accepted").boolean();
  made.seam = stretches(field.at("seam"));
  if (field.has("pinned")) made.is_pinned = field.at("pinned").boolean();
  if (field.has("rivals")) made.rivals = rivals(field.at("rivals"), last_side, number_of_id);
  if (field.has("attention")) made.attention = attention(field.at("attention"));
  if (field.has("stretch")) made.stretch = stretches(field.at("stretch"));
  return made;
}

Group group(const Field& field, std::size_t position) {
  Group made;
  made.id = field.at("id").integer(static_cast<double>(position), static_cast<double>(position));
  made.num_pieces = field.at("pieces").integer(0);
  made.width = field.at("width").integer(0);
  made.height = field.at("height").integer(0);
  if (field.has("cols")) made.cols = field.at("cols").integer(0);
  if (field.has("rows")) made.rows = field.at("rows").integer(0);
  return made;
}

TornGap torn_gap(const Field& field) {
  constexpr double kFarthest = 1e4;  // pixels
  return {.half = field.at("half").number(-kFarthest, kFarthest),
          .wear = field.at("wear").number(0, kFarthest),
          .is_sure = !field.has("sure") || field.at("sure").boolean()};
}

int pixels(std::int64_t num_cells, std::int64_t cell) {
  return static_cast<int>(std::min<std::int64_t>(num_cells * cell, std::numeric_limits<int>::max()));
}

/// Makes the groups of a truth that lists none from the cells of its pieces.
std::vector<Group> groups_of(const Assembly& assembly) {
  std::vector<Group> groups;
  for (const PlacedPiece& placed : assembly.pieces) {
    if (!placed.placed) continue;
    while (std::ssize(groups) <= placed.group) groups.push_back({.id = static_cast<int>(groups.size())});
    Group& group = groups[static_cast<std::size_t>(placed.group)];
    ++group.num_pieces;
    if (!placed.cell) continue;
    group.cols = std::max(group.cols, placed.cell->x + 1);
    group.rows = std::max(group.rows, placed.cell->y + 1);
    group.width = pixels(group.cols, assembly.piece_size.width);
    group.height = pixels(group.rows, assembly.piece_size.height);
  }
  return groups;
}

void check_canvas(const Field& field) {
  for (const char* name : {"width", "height", "cols", "rows"}) field.at(name).integer(0);
}

void read_matches(const Field& field, const Numbers& number_of_id, Assembly& assembly) {
  assembly.matches.reserve(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) {
    assembly.matches.push_back(match(field.at(i), assembly.kind, number_of_id));
  }
}

std::map<std::string, double> seconds(const Field& field) {
  if (!field.value().is_object()) field.fail("an object");
  std::map<std::string, double> made;
  for (const auto& [stage, value] : field.value().items()) made[stage] = Field(value, "seconds." + stage).number();
  return made;
}

std::string options(const Field& field) {
  if (!field.value().is_object()) field.fail("an object");
  return field.value().dump(-1, ' ', false, Json::error_handler_t::replace);
}

AssemblyFile file_of(const Field& root) {
  AssemblyFile file;
  Assembly& assembly = file.assembly;
  file.info.is_truth = is_truth(root);
  const auto is_given = [&](const char* name) { return !file.info.is_truth || root.has(name); };
  assembly.kind = word(root.at("kind"), {Kind::kSquare, Kind::kTorn});
  assembly.rotation = word(root.at("rotation"), {Rotation::kNone, Rotation::kQuarter, Rotation::kFree});
  assembly.piece_size = piece_size(root.at("piece_size"), assembly.kind);
  if (is_given("canvas")) check_canvas(root.at("canvas"));
  const int num_groups = is_given("groups") ? static_cast<int>(root.at("groups").size()) : -1;
  Numbers number_of_id;
  read_pieces(root.at("pieces"), num_groups, assembly, number_of_id);
  for (int i = 0; i < num_groups; ++i) {
    assembly.groups.push_back(group(root.at("groups").at(static_cast<std::size_t>(i)), static_cast<std::size_t>(i)));
  }
  if (num_groups < 0) assembly.groups = groups_of(assembly);
  if (is_given("matches")) read_matches(root.at("matches"), number_of_id, assembly);
  if (root.has("gap")) assembly.gap = torn_gap(root.at("gap"));
  if (is_given("score")) assembly.score = root.at("score").number();
  if (root.has("stopped_early")) assembly.stopped_early = root.at("stopped_early").boolean();
  if (is_given("seconds")) assembly.seconds = seconds(root.at("seconds"));
  if (is_given("options")) file.info.options = options(root.at("options"));
  if (root.has("puzzle")) file.info.puzzle = root.at("puzzle").text();
  for (std::size_t i = 0; root.has("inputs") && i < root.at("inputs").size(); ++i) {
    file.info.inputs.push_back(root.at("inputs").at(i).text());
  }
  if (is_given("version_of_program")) file.info.version_of_program = root.at("version_of_program").text();
  return file;
}

}  // namespace

AssemblyFile assembly_from_json(std::string_view text) {
  check_json_depth(text);
  Json root;
  try {
    root = Json::parse(text);
  } catch (const Json::exception& error) {
    throw Error(fmt::format("found no JSON, expected an assembly or a truth: {}", printable(error.what())));
  }
  return file_of(Field(root, ""));
}

AssemblyFile read_assembly(const std::filesystem::path& path) {
  constexpr std::size_t kMaxBytes = std::size_t{512} << 20U;
  const std::string text = read_file(path, kMaxBytes);
  try {
    return assembly_from_json(text);
  } catch (const Error& error) {
    throw Error(display_name(path) + ": " + error.what());
  }
}

}  // namespace solve_puzzle
