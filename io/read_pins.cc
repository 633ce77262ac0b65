// SPDX-License-Identifier: Apache-2.0
#include "io/read_pins.h"

#include <fmt/format.h>

#include <unordered_map>

#include "io/file_names.h"
#include "io/json_field.h"
#include "io/json_motion.h"
#include "io/json_text.h"
#include "io/read_file.h"
#include "puzzles/error.h"
#include "puzzles/fingerprint.h"

namespace solve_puzzle {
namespace {

constexpr const char* kPinsFormat = "solve-puzzle.pins";
constexpr double kFarthestCell = 1e6;

/// Reads pins of one puzzle.
class Reader {
 public:
  explicit Reader(const Puzzle& puzzle) : puzzle_(puzzle) {
    for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) number_[puzzle.pieces[i].id] = static_cast<int>(i);
  }

  Pins pins(const Field& root) const {
    check_head(root);
    Pins made;
    made.together = joins(root, "together");
    made.apart = joins(root, "apart");
    for (std::size_t i = 0; root.has("fixed") && i < root.at("fixed").size(); ++i) {
      made.fixed.push_back(fixed(root.at("fixed").at(i)));
    }
    return made;
  }

 private:
  void check_head(const Field& root) const {
    const Field format = root.at("format");
    if (format.value() != Field::Json(kPinsFormat)) format.fail(fmt::format("\"{}\"", kPinsFormat));
    const Field version = root.at("version");
    if (version.value() != Field::Json(1)) version.fail("version 1");
    if (!root.has("puzzle")) return;
    const std::string made_for = root.at("puzzle").text();
    const std::string own = fingerprint(puzzle_);
    if (!made_for.empty() && made_for != own) {
      throw Error(fmt::format("found pins for another puzzle (fingerprint {}), expected pins for these {} pieces ({})",
                              printable(made_for), puzzle_.pieces.size(), own));
    }
  }

  int piece(const Field& field) const {
    const auto found = number_.find(field.text());
    if (found == number_.end()) field.fail(fmt::format("the id of one of the {} pieces", puzzle_.pieces.size()));
    return found->second;
  }

  std::vector<PinnedJoin> joins(const Field& root, const char* name) const {
    std::vector<PinnedJoin> made;
    if (!root.has(name)) return made;
    const Field list = root.at(name);
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Field join = list.at(i);
      made.push_back({.piece_a = piece(join.at("a")),
                      .side_a = side(join, "side_a"),
                      .piece_b = piece(join.at("b")),
                      .side_b = side(join, "side_b")});
      if (is_torn() && join.has("a_from_b")) made.back().a_from_b = json_motion(join.at("a_from_b"));
      if (made.back().piece_a == made.back().piece_b) join.at("b").fail("another piece than a");
    }
    return made;
  }

  /// Sides of torn pieces say nothing.
  int side(const Field& join, const char* name) const { return is_torn() ? 0 : join.at(name).integer(0, 3); }

  FixedPiece fixed(const Field& field) const {
    FixedPiece made;
    made.piece = piece(field.at("piece"));
    if (field.has("group")) made.group = field.at("group").integer(0);
    if (is_torn()) {
      made.canvas_from_piece = json_motion(field.at("canvas_from_piece"));
      if (field.has("by_hand")) made.by_hand = field.at("by_hand").integer(0);
      return made;
    }
    const Field cell = field.at("cell");
    cell.expect_size(2);
    made.cell = {cell.at(std::size_t{0}).integer(-kFarthestCell, kFarthestCell),
                 cell.at(1).integer(-kFarthestCell, kFarthestCell)};
    if (field.has("quarter_turns")) made.quarter_turns = field.at("quarter_turns").integer(0, 3);
    return made;
  }

  bool is_torn() const { return puzzle_.kind == Kind::kTorn; }

  const Puzzle& puzzle_;
  std::unordered_map<std::string, int> number_;
};

}  // namespace

Pins pins_from_json(std::string_view text, const Puzzle& puzzle) {
  check_json_depth(text);
  Field::Json root;
  try {
    root = Field::Json::parse(text);
  } catch (const Field::Json::exception& error) {
    throw Error(fmt::format("found no JSON, expected pins: {}", printable(error.what())));
  }
  return Reader(puzzle).pins(Field(root, ""));
}

Pins read_pins(const std::filesystem::path& path, const Puzzle& puzzle) {
  constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;
  const std::string text = read_file(path, kMaxBytes);
  try {
    return pins_from_json(text, puzzle);
  } catch (const Error& error) {
    throw Error(display_name(path) + ": " + error.what());
  }
}

}  // namespace solve_puzzle
