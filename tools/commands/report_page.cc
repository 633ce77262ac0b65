// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/report_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <sstream>

#include "io/base64.h"
#include "io/picture_pyramid.h"
#include "puzzles/error.h"
#include "tools/commands/report_assets.h"
#include "tools/commands/report_data.h"
#include "tools/commands/report_sheet.h"

namespace solve_puzzle {
namespace {

namespace mustache = kainjow::mustache;
using Json = nlohmann::ordered_json;

Json pyramid_json(const Pyramid& pyramid, int num_halved) {
  Json levels = Json::array();
  for (const PyramidLevel& level : pyramid.levels) {
    Json tiles = Json::array();
    for (const std::string& tile : level.tiles) tiles.push_back(base64(tile));
    levels.push_back({{"width", level.width}, {"height", level.height}, {"tiles", std::move(tiles)}});
  }
  return {{"tileSize", pyramid.tile_size},
          {"halved", num_halved + pyramid.num_halved},
          {"lossless", pyramid.is_lossless},
          {"levels", std::move(levels)}};
}

std::string summary(const Assembly& assembly) {
  const auto num_placed = std::count_if(assembly.pieces.begin(), assembly.pieces.end(),
                                        [](const PlacedPiece& piece) { return piece.placed; });
  const auto num_accepted = std::count_if(assembly.matches.begin(), assembly.matches.end(),
                                          [](const Match& match) { return match.accepted; });
  return fmt::format("{} of {} pieces placed in {} {}; {} joins are sure", num_placed, assembly.pieces.size(),
                     assembly.groups.size(), assembly.groups.size() == 1 ? "group" : "groups", num_accepted);
}

std::string title(const Assembly& assembly) {
  return fmt::format("solve-puzzle: {} {} pieces", assembly.pieces.size(),
                     assembly.kind == Kind::kSquare ? "square" : "torn");
}

/// What may be loaded: nothing from outside; with a server, answers from that one.
std::string security_policy(const std::string& server) {
  return fmt::format(
      "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src {}; "
      "base-uri 'none'; form-action 'none'",
      server.empty() ? "'none'" : "'self'");
}

std::string filled(const std::string& page_template, const mustache::data& data) {
  mustache::mustache page(page_template);
  if (!page.is_valid()) throw Error("the template of the report is damaged: " + page.error_message());
  std::ostringstream out;
  page.render(data, out);
  return std::move(out).str();
}

}  // namespace

std::string report_page(const Puzzle& puzzle, const AssemblyFile& file, const PageOptions& options) {
  if (puzzle.pieces.size() != file.assembly.pieces.size()) {
    throw Error(fmt::format("found {} pictures of pieces and {} pieces in the assembly, expected the same number",
                            puzzle.pieces.size(), file.assembly.pieces.size()));
  }
  const SheetLayout layout = lay_out_sheet(puzzle, file.assembly);
  const SheetPicture sheet = draw_sheet(puzzle, file.assembly, layout);
  const Pyramid pyramid = make_pyramid(sheet.picture, {.max_bytes = options.max_picture_bytes});
  Json data = report_data(puzzle, file, layout);
  data["server"] = options.server;

  mustache::data fields;
  fields.set("title", title(file.assembly));
  fields.set("summary", summary(file.assembly));
  fields.set("version", file.info.version_of_program);
  fields.set("policy", security_policy(options.server));
  fields.set("style", std::string(report_assets::style()));
  fields.set("script", std::string(report_assets::script()));
  fields.set("overview", pyramid.levels.front().tiles.empty() ? "" : base64(pyramid.levels.front().tiles.front()));
  fields.set("data", script_text(data));
  fields.set("tiles", script_text(pyramid_json(pyramid, sheet.num_halved)));
  return filled(std::string(report_assets::page()), fields);
}

}  // namespace solve_puzzle
