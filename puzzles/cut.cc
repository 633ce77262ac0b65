// SPDX-License-Identifier: Apache-2.0
#include "puzzles/cut.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string_view>

#include "puzzles/cut_parts.h"
#include "puzzles/cut_torn.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

/// Where a tile lies before anything is done to it.
struct Tile {
  int picture = 0;
  cv::Point cell;
};

int parse_length(std::string_view text, const std::string& whole) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || value < 1 || value > 65535) {
    throw Error(fmt::format(
        "piece size \"{}\": expected PX or WIDTHxHEIGHT in whole pixels from 1 to 65535, such as 28 or 28x20", whole));
  }
  return value;
}

std::vector<Tile> tiles_of(const std::vector<cv::Mat>& pictures, cv::Size pitch) {
  std::vector<Tile> tiles;
  for (int p = 0; p < static_cast<int>(pictures.size()); ++p) {
    for (int y = 0; y < pictures[p].rows / pitch.height; ++y) {
      for (int x = 0; x < pictures[p].cols / pitch.width; ++x) tiles.push_back({p, {x, y}});
    }
  }
  return tiles;
}

/// Gives the picture of a piece that stands upright after `quarter_turns`, damaged.
cv::Mat piece_pixels(const cv::Mat& picture, const cv::Rect& where, int quarter_turns, const CutOptions& options,
                     std::size_t item) {
  cv::Mat pixels = turned(picture(where), -quarter_turns);
  damage_pixels(pixels, options, item);
  return pixels;
}

struct PictureGroups {
  std::vector<Group> groups;  ///< by descending size; none for a picture without pieces
  std::vector<int> of_picture;
};

PictureGroups groups_of(const std::vector<cv::Mat>& pictures, const std::vector<Tile>& tiles,
                        const std::vector<int>& items, cv::Size pitch) {
  std::vector<int> num_pieces(pictures.size(), 0);
  for (const int item : items) ++num_pieces[tiles[item].picture];
  std::vector<int> order(pictures.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return num_pieces[a] > num_pieces[b]; });
  PictureGroups result = {{}, std::vector<int>(pictures.size(), -1)};
  for (const int p : order) {
    if (num_pieces[p] == 0) continue;
    const int cols = pictures[p].cols / pitch.width;
    const int rows = pictures[p].rows / pitch.height;
    result.of_picture[p] = static_cast<int>(result.groups.size());
    result.groups.push_back({result.of_picture[p], num_pieces[p], cols * pitch.width, rows * pitch.height, cols, rows});
  }
  return result;
}

PlacedPiece true_place(cv::Point cell, int quarter_turns, cv::Size pitch, int erode) {
  PlacedPiece piece;
  piece.placed = true;
  piece.confidence = 1.0;
  piece.cell = cell;
  piece.quarter_turns = quarter_turns;
  const cv::Size worn(pitch.width - 2 * erode, pitch.height - 2 * erode);
  piece.canvas_from_piece = canvas_from_cell(cell, quarter_turns, turned_size(worn, quarter_turns), pitch);
  piece.canvas_from_piece(0, 2) += erode;
  piece.canvas_from_piece(1, 2) += erode;
  return piece;
}

cv::Size size_after_wear(cv::Size pitch, int erode) {
  const cv::Size worn(pitch.width - 2 * erode, pitch.height - 2 * erode);
  if (erode < 0 || worn.width < 1 || worn.height < 1) {
    throw Error(fmt::format("erode {}: leaves nothing of pieces of {}x{} pixels; expected 0 to {}", erode, pitch.width,
                            pitch.height, (std::min(pitch.width, pitch.height) - 1) / 2));
  }
  return worn;
}

/// Gives a puzzle of named pieces without pixels, and its truth without places.
CutPuzzle empty_puzzle(std::size_t num_pieces, cv::Size worn, cv::Size pitch, Rotation rotation) {
  CutPuzzle made;
  made.puzzle = {Kind::kSquare, rotation, worn, std::vector<Piece>(num_pieces)};
  made.truth.rotation = rotation;
  made.truth.piece_size = pitch;
  made.truth.pieces.resize(num_pieces);
  return made;
}

CutPuzzle cut_square(const std::vector<cv::Mat>& pictures, const CutOptions& options) {
  const cv::Size pitch = parse_piece_size(options.piece_size);
  const cv::Size worn = size_after_wear(pitch, options.erode);
  const Rotation rotation = rotation_of(options);

  const std::vector<cv::Mat> colour = prepared(pictures, pitch);
  const std::vector<Tile> tiles = tiles_of(colour, pitch);
  const std::vector<int> items = shuffled_remains(tiles.size(), options);

  CutPuzzle made = empty_puzzle(items.size(), worn, pitch, rotation);
  const PictureGroups groups = groups_of(colour, tiles, items, pitch);
  made.truth.groups = groups.groups;
  parallel_for(0, static_cast<std::ptrdiff_t>(items.size()), [&](std::ptrdiff_t i) {
    const int item = items[i];
    const Tile& tile = tiles[item];
    const auto turns =
        rotation == Rotation::kQuarter ? static_cast<int>(stream(options.seed, Stream::kTurn, item).below(4)) : 0;
    const cv::Rect where(tile.cell.x * pitch.width + options.erode, tile.cell.y * pitch.height + options.erode,
                         worn.width, worn.height);
    const std::string id = piece_id(i, items.size());
    made.puzzle.pieces[i] = {id, id + ".png", piece_pixels(colour[tile.picture], where, turns, options, item),
                             cv::Mat()};
    made.truth.pieces[i] = true_place(tile.cell, turns, pitch, options.erode);
    made.truth.pieces[i].id = id;
    made.truth.pieces[i].file = id + ".png";
    made.truth.pieces[i].group = groups.of_picture[tile.picture];
  });
  return made;
}

}  // namespace

cv::Size parse_piece_size(const std::string& text) {
  const std::size_t cross = text.find('x');
  const int width = parse_length(std::string_view(text).substr(0, cross), text);
  if (cross == std::string::npos) return {width, width};
  return {width, parse_length(std::string_view(text).substr(cross + 1), text)};
}

CutPuzzle cut(const std::vector<cv::Mat>& pictures, const CutOptions& options) {
  if (options.kind != "square" && options.kind != "torn") {
    throw Error(fmt::format("kind \"{}\": expected square or torn", options.kind));
  }
  check_damage(options);
  if (pictures.empty()) throw Error("nothing to cut: expected at least one picture");
  return options.kind == "torn" ? cut_torn(pictures, options) : cut_square(pictures, options);
}

}  // namespace solve_puzzle
