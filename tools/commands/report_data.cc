// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/report_data.h"

#include <cmath>

#include "puzzles/piece_outline.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double steps = 1000) { return std::round(value * steps) / steps; }

void push_pose(Json& list, const cv::Matx23d& pose) {
  for (const double value :
       {rounded(pose(0, 0), 1e6), rounded(pose(1, 0), 1e6), rounded(pose(0, 2)), rounded(pose(1, 2))}) {
    list.push_back(value);
  }
}

Json box_json(const cv::Rect& box) { return {box.x, box.y, box.width, box.height}; }

Json sheet_json(const SheetLayout& layout) {
  return {{"width", layout.size.width}, {"height", layout.size.height}, {"tray", box_json(layout.tray)}};
}

Json groups_json(const Assembly& assembly, const SheetLayout& layout) {
  Json groups = Json::array();
  for (std::size_t i = 0; i < assembly.groups.size(); ++i) {
    const Group& group = assembly.groups[i];
    groups.push_back({{"box", box_json(layout.groups[i])},
                      {"pieces", group.num_pieces},
                      {"cols", group.cols},
                      {"rows", group.rows}});
  }
  return groups;
}

Json outline_json(const Piece& piece) {
  Json outline = Json::array();
  for (const cv::Point2f& point : piece_outline(piece)) {
    outline.push_back(rounded(point.x, 10));
    outline.push_back(rounded(point.y, 10));
  }
  return outline;
}

Json pieces_json(const Puzzle& puzzle, const Assembly& assembly, const SheetLayout& layout) {
  Json ids = Json::array(), files = Json::array(), groups = Json::array(), confidences = Json::array();
  Json poses = Json::array(), sizes = Json::array(), cells = Json::array(), turns = Json::array();
  Json outlines = Json::object();
  for (std::size_t i = 0; i < assembly.pieces.size(); ++i) {
    const PlacedPiece& piece = assembly.pieces[i];
    const Piece& picture = puzzle.pieces[i];
    ids.push_back(piece.id);
    files.push_back(piece.file);
    groups.push_back(piece.placed ? piece.group : -1);
    confidences.push_back(rounded(piece.confidence, 1e4));
    push_pose(poses, layout.sheet_from_piece[i]);
    sizes.insert(sizes.end(), {picture.pixels.cols, picture.pixels.rows});
    cells.insert(cells.end(), {piece.cell ? piece.cell->x : 0, piece.cell ? piece.cell->y : 0});
    turns.push_back(piece.quarter_turns);
    if (!picture.mask.empty()) outlines[std::to_string(i)] = outline_json(picture);
  }
  return {{"id", ids},     {"file", files}, {"group", groups}, {"confidence", confidences}, {"pose", poses},
          {"size", sizes}, {"cell", cells}, {"turns", turns},  {"outline", outlines}};
}

/// Of torn pieces: a pose for every rival.
Json rival_poses_json(const Match& match) {
  Json poses = Json::array();
  for (const Rival& rival : match.rivals) {
    if (rival.own_from_rival) push_pose(poses, *rival.own_from_rival);
  }
  return poses;
}

Json rivals_json(const Match& match) {
  Json rivals = Json::array();
  for (const Rival& rival : match.rivals) {
    rivals.insert(rivals.end(), {rival.is_of_a ? 0.0 : 1.0, static_cast<double>(rival.piece),
                                 static_cast<double>(rival.side), rounded(rival.behind, 100)});
  }
  return rivals;
}

/// Weights as hundredths of the largest one.
Json attention_json(const Match& match) {
  if (match.attention.empty()) return nullptr;
  const float largest = std::max(1e-9F, *std::max_element(match.attention.begin(), match.attention.end()));
  Json weights = Json::array(), stretch = Json::array();
  for (const float weight : match.attention) weights.push_back(std::lround(100 * weight / largest));
  for (const auto& [begin, end] : match.stretch) stretch.insert(stretch.end(), {begin, end});
  return {{"weights", weights}, {"largest", rounded(static_cast<double>(largest))}, {"stretch", stretch}};
}

Json matches_json(const Assembly& assembly) {
  Json a = Json::array(), b = Json::array(), side_a = Json::array(), side_b = Json::array(), poses = Json::array();
  Json log_odds = Json::array(), accepted = Json::array(), pinned = Json::array(), rivals = Json::array();
  Json rival_poses = Json::array();
  Json attention = Json::object();
  for (std::size_t i = 0; i < assembly.matches.size(); ++i) {
    const Match& match = assembly.matches[i];
    a.push_back(match.piece_a);
    b.push_back(match.piece_b);
    side_a.push_back(match.side_a);
    side_b.push_back(match.side_b);
    push_pose(poses, match.a_from_b);
    log_odds.push_back(rounded(match.log_odds, 100));
    accepted.push_back(match.accepted ? 1 : 0);
    rivals.push_back(rivals_json(match));
    if (assembly.kind == Kind::kTorn) rival_poses.push_back(rival_poses_json(match));
    if (match.is_pinned) pinned.push_back(i);
    if (!match.attention.empty()) attention[std::to_string(i)] = attention_json(match);
  }
  return {{"a", a},
          {"b", b},
          {"sideA", side_a},
          {"sideB", side_b},
          {"pose", poses},
          {"logOdds", log_odds},
          {"accepted", accepted},
          {"pinned", pinned},
          {"rivals", rivals},
          {"rivalPose", rival_poses},
          {"attention", attention}};
}

const char* word_of(Kind kind) { return kind == Kind::kSquare ? "square" : "torn"; }

const char* word_of(Rotation rotation) {
  if (rotation == Rotation::kNone) return "none";
  return rotation == Rotation::kQuarter ? "quarter" : "free";
}

}  // namespace

Json report_data(const Puzzle& puzzle, const AssemblyFile& file, const SheetLayout& layout) {
  const Assembly& assembly = file.assembly;
  return {{"kind", word_of(assembly.kind)},
          {"rotation", word_of(assembly.rotation)},
          {"puzzle", file.info.puzzle},
          {"version", file.info.version_of_program},
          {"score", rounded(assembly.score)},
          {"stoppedEarly", assembly.stopped_early},
          {"seconds", assembly.seconds},
          {"options", nlohmann::json::parse(file.info.options, nullptr, /*allow_exceptions=*/false)},
          {"sheet", sheet_json(layout)},
          {"groups", groups_json(assembly, layout)},
          {"pieces", pieces_json(puzzle, assembly, layout)},
          {"matches", matches_json(assembly)}};
}

std::string script_text(const Json& json) {
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_separator =
        text.compare(i, 2, "\xE2\x80") == 0 && i + 2 < text.size() && (text[i + 2] & '\xFE') == '\xA8';
    if (text[i] == '<') {
      safe += "\\u003c";
    } else if (is_separator) {
      safe += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      safe += text[i];
    }
  }
  return safe;
}

}  // namespace solve_puzzle
