// SPDX-License-Identifier: Apache-2.0
#include "puzzles/cut.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/random.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

/// Where a tile lies before anything is done to it.
struct Tile {
  int picture = 0;
  cv::Point cell;
};

/// Streams of random numbers: every tile has its own, so that one kind of damage never changes another.
enum class Stream : std::uint64_t { kOrder = 1, kTurn = 2, kNoise = 3, kMissing = 4 };

Random stream(std::uint64_t seed, Stream kind, std::size_t item) {
  return Random(seed, (static_cast<std::uint64_t>(kind) << 48) + item);
}

int parse_length(std::string_view text, const std::string& whole) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || value < 1 || value > 65535) {
    throw Error(fmt::format(
        "piece size \"{}\": expected PX or WIDTHxHEIGHT in whole pixels from 1 to 65535, such as 28 or 28x20", whole));
  }
  return value;
}

double opaque_value(int depth) { return depth == CV_16U ? 65535 : 255; }

void check_opaque(const cv::Mat& picture, const std::string& name) {
  cv::Mat alpha;
  cv::extractChannel(picture, alpha, 3);
  double lowest = 0;
  cv::minMaxLoc(alpha, &lowest);
  if (lowest == opaque_value(picture.depth())) return;
  throw Error(fmt::format(
      "{}: has transparent pixels (alpha down to {}), but square pieces need an opaque picture; flatten it, or cut it "
      "into torn pieces",
      name, lowest));
}

cv::Mat to_colour(const cv::Mat& picture, const std::string& name) {
  if (picture.depth() != CV_8U && picture.depth() != CV_16U) {
    throw Error(fmt::format("{}: has samples of type {}, expected 8 or 16 bits without sign", name,
                            cv::depthToString(picture.depth())));
  }
  cv::Mat colour = picture;
  if (picture.channels() == 1) {
    cv::cvtColor(picture, colour, cv::COLOR_GRAY2BGR);
  } else if (picture.channels() == 4) {
    check_opaque(picture, name);
    cv::cvtColor(picture, colour, cv::COLOR_BGRA2BGR);
  } else if (picture.channels() != 3) {
    throw Error(fmt::format("{}: has {} channels, expected 1, 3 or 4", name, picture.channels()));
  }
  return colour;
}

std::string picture_name(std::size_t index, std::size_t count) {
  return count == 1 ? "the picture" : fmt::format("picture {} of {}", index + 1, count);
}

/// Gives pictures of three channels and one depth, each with at least one tile.
std::vector<cv::Mat> prepared(const std::vector<cv::Mat>& pictures, cv::Size pitch) {
  std::vector<cv::Mat> result;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const std::string name = picture_name(i, pictures.size());
    if (pictures[i].cols < pitch.width || pictures[i].rows < pitch.height) {
      throw Error(fmt::format("{}: is {}x{} pixels, smaller than one piece of {}x{}", name, pictures[i].cols,
                              pictures[i].rows, pitch.width, pitch.height));
    }
    result.push_back(to_colour(pictures[i], name));
  }
  const auto is_deep = [](const cv::Mat& picture) { return picture.depth() == CV_16U; };
  if (!std::any_of(result.begin(), result.end(), is_deep)) return result;
  for (cv::Mat& picture : result) {
    if (!is_deep(picture)) picture.convertTo(picture, CV_16U, 257);
  }
  return result;
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

/// Gives the numbers of the tiles that remain, shuffled.
std::vector<int> shuffled_remains(std::size_t num_tiles, const CutOptions& options) {
  std::vector<int> items(num_tiles);
  std::iota(items.begin(), items.end(), 0);
  stream(options.seed, Stream::kMissing, 0).shuffle(items);
  const auto lost = static_cast<std::size_t>(options.missing * static_cast<double>(num_tiles) + 0.5);
  if (lost >= num_tiles) {
    throw Error(fmt::format("missing {}: of {} pieces none would be left", options.missing, num_tiles));
  }
  items.resize(num_tiles - lost);
  std::sort(items.begin(), items.end());
  stream(options.seed, Stream::kOrder, 0).shuffle(items);
  return items;
}

/// Adds noise of deviation sigma (of 255). Fixed point with 16 fractional bits, so that no compiler rounds differently.
template <class Sample>
void add_noise(cv::Mat& pixels, double sigma, Random random) {
  constexpr std::int64_t kHighest = std::numeric_limits<Sample>::max();
  const auto scale = static_cast<std::int64_t>(sigma * 65536.0) * (kHighest / 255);
  for (int y = 0; y < pixels.rows; ++y) {
    Sample* row = pixels.ptr<Sample>(y);
    for (int i = 0; i < pixels.cols * pixels.channels(); ++i) {
      const auto normal = static_cast<std::int64_t>(random.normal() * 65536.0);
      const std::int64_t shift = (normal * scale + (std::int64_t{1} << 31)) >> 32;
      row[i] = static_cast<Sample>(std::clamp<std::int64_t>(row[i] + shift, 0, kHighest));
    }
  }
}

/// Gives the picture of a piece that stands upright after `quarter_turns`.
cv::Mat piece_pixels(const cv::Mat& picture, const cv::Rect& where, int quarter_turns, Random noise, double sigma) {
  cv::Mat pixels = turned(picture(where), -quarter_turns);
  if (sigma > 0 && pixels.depth() == CV_16U) add_noise<std::uint16_t>(pixels, sigma, noise);
  if (sigma > 0 && pixels.depth() == CV_8U) add_noise<std::uint8_t>(pixels, sigma, noise);
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

void check(const CutOptions& options) {
  if (options.kind != "square") throw Error(fmt::format("kind \"{}\": expected square", options.kind));
  if (options.rotation != "none" && options.rotation != "quarter") {
    throw Error(fmt::format("rotation \"{}\": expected none or quarter", options.rotation));
  }
  if (!(options.missing >= 0 && options.missing <= 1)) {
    throw Error(fmt::format("missing {}: expected a share from 0 to 0.95", options.missing));
  }
  if (!(options.noise >= 0 && options.noise <= 255)) {
    throw Error(fmt::format("noise {}: expected a deviation from 0 to 255", options.noise));
  }
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

}  // namespace

cv::Size parse_piece_size(const std::string& text) {
  const std::size_t cross = text.find('x');
  const int width = parse_length(std::string_view(text).substr(0, cross), text);
  if (cross == std::string::npos) return {width, width};
  return {width, parse_length(std::string_view(text).substr(cross + 1), text)};
}

CutPuzzle cut(const std::vector<cv::Mat>& pictures, const CutOptions& options) {
  check(options);
  if (pictures.empty()) throw Error("nothing to cut: expected at least one picture");
  const cv::Size pitch = parse_piece_size(options.piece_size);
  const cv::Size worn = size_after_wear(pitch, options.erode);
  const Rotation rotation = options.rotation == "quarter" ? Rotation::kQuarter : Rotation::kNone;

  const std::vector<cv::Mat> colour = prepared(pictures, pitch);
  const std::vector<Tile> tiles = tiles_of(colour, pitch);
  const std::vector<int> items = shuffled_remains(tiles.size(), options);
  const int digits = std::max(4, static_cast<int>(std::to_string(items.size()).size()));

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
    const std::string id = fmt::format("p{:0{}}", i + 1, digits);
    made.puzzle.pieces[i] = {
        id, id + ".png",
        piece_pixels(colour[tile.picture], where, turns, stream(options.seed, Stream::kNoise, item), options.noise),
        cv::Mat()};
    made.truth.pieces[i] = true_place(tile.cell, turns, pitch, options.erode);
    made.truth.pieces[i].id = id;
    made.truth.pieces[i].file = id + ".png";
    made.truth.pieces[i].group = groups.of_picture[tile.picture];
  });
  return made;
}

}  // namespace solve_puzzle
