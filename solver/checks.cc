// SPDX-License-Identifier: Apache-2.0
#include "solver/checks.h"

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "puzzles/error.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

bool is_turned(const Piece& piece, cv::Size size) {
  return piece.pixels.size() != size && piece.pixels.size() == cv::Size(size.height, size.width);
}

void check_sizes(const Puzzle& puzzle) {
  const cv::Size size = puzzle.pieces.front().pixels.size();
  for (const Piece& piece : puzzle.pieces) {
    if (piece.pixels.size() == size) continue;
    if (puzzle.rotation == Rotation::kQuarter && is_turned(piece, size)) continue;
    throw Error(fmt::format("piece {} is {}x{} pixels, piece {} is {}x{}; square pieces must all have one size",
                            piece.id, piece.pixels.cols, piece.pixels.rows, puzzle.pieces.front().id, size.width,
                            size.height));
  }
}

bool read_number(const char*& first, const char* last, int& value) {
  const auto [end, error] = std::from_chars(first, last, value);
  first = end;
  return error == std::errc() && value > 0;
}

/// Renames the sides of pieces whose pictures are turned.
template <class WasTurned>
void turn_sides(Assembly& assembly, int turns, const WasTurned& was_turned) {
  for (Match& match : assembly.matches) {
    if (was_turned(match.piece_a)) match.side_a = side_facing(match.side_a, turns);
    if (was_turned(match.piece_b)) match.side_b = side_facing(match.side_b, turns);
    for (Rival& rival : match.rivals) {
      if (was_turned(rival.piece)) rival.side = side_facing(rival.side, turns);
    }
  }
}

}  // namespace

void check(const Puzzle& puzzle, const SolveOptions& options) {
  if (puzzle.pieces.empty()) throw Error("the puzzle has no pieces; expected at least one");
  if (puzzle.kind == Kind::kTorn) return;
  if (puzzle.rotation == Rotation::kFree) throw Error("rotation 'free' is for torn pieces; expected none or quarter");
  check_sizes(puzzle);
  parse_grid(options.grid, static_cast<int>(puzzle.pieces.size()));
  constexpr std::size_t kMaxExhaustive = 9;
  if (options.exhaustive && puzzle.pieces.size() > kMaxExhaustive) {
    throw Error(fmt::format("the exhaustive search takes at most {} pieces; the puzzle has {}", kMaxExhaustive,
                            puzzle.pieces.size()));
  }
}

cv::Size parse_grid(const std::string& text, int num_pieces) {
  if (text.empty()) return {};
  cv::Size size;
  const char* first = text.data();
  const char* const last = first + text.size();
  const bool is_good = read_number(first, last, size.width) && first != last && *first++ == 'x' &&
                       read_number(first, last, size.height) && first == last;
  if (!is_good || size.width > 10000 || size.height > 10000) {
    throw Error(fmt::format("grid '{}' is no size; expected COLSxROWS such as 24x18, each from 1 to 10000", text));
  }
  constexpr int kMaxCells = 4'000'000;
  if (size.area() > kMaxCells) {
    throw Error(fmt::format("grid {} has {} cells; expected at most {}", text, size.area(), kMaxCells));
  }
  if (size.area() < num_pieces) {
    throw Error(fmt::format("grid {} has {} cells, but there are {} pieces; expected at least as many cells", text,
                            size.area(), num_pieces));
  }
  return size;
}

int turn_step_of(const Puzzle& puzzle) {
  if (puzzle.rotation == Rotation::kNone) return 4;
  const cv::Size size = puzzle.pieces.front().pixels.size();
  return size.width == size.height ? 1 : 2;
}

Pins pins_with_equal_sides(const Puzzle& puzzle, Pins pins) {
  const cv::Size size = puzzle.pieces.front().pixels.size();
  const auto was_turned = [&](int piece) { return is_turned(puzzle.pieces[static_cast<std::size_t>(piece)], size); };
  for (std::vector<PinnedJoin>* joins : {&pins.together, &pins.apart}) {
    for (PinnedJoin& join : *joins) {
      if (was_turned(join.piece_a)) join.side_a = side_facing(join.side_a, 3);
      if (was_turned(join.piece_b)) join.side_b = side_facing(join.side_b, 3);
    }
  }
  for (FixedPiece& fixed : pins.fixed) {
    if (was_turned(fixed.piece)) fixed.quarter_turns = (fixed.quarter_turns + 3) & 3;
  }
  return pins;
}

Assembly answer_with_equal_sides(const Puzzle& puzzle, Assembly answer) {
  const cv::Size size = puzzle.pieces.front().pixels.size();
  std::set<std::string> turned_ids;
  for (const Piece& piece : puzzle.pieces) {
    if (is_turned(piece, size)) turned_ids.insert(piece.id);
  }
  for (PlacedPiece& piece : answer.pieces) {
    if (turned_ids.contains(piece.id)) piece.quarter_turns = (piece.quarter_turns + 3) & 3;
  }
  turn_sides(answer, 3,
             [&](int piece) { return turned_ids.contains(answer.pieces[static_cast<std::size_t>(piece)].id); });
  return answer;
}

Puzzle with_equal_sides(const Puzzle& puzzle) {
  Puzzle result = puzzle;
  const cv::Size size = puzzle.pieces.front().pixels.size();
  for (Piece& piece : result.pieces) {
    if (is_turned(piece, size)) piece.pixels = turned(piece.pixels, 1);
  }
  result.piece_size = size;
  return result;
}

void undo_equal_sides(const Puzzle& puzzle, Assembly& assembly) {
  const cv::Size size = puzzle.pieces.front().pixels.size();
  const auto was_turned = [&](int piece) { return is_turned(puzzle.pieces[static_cast<std::size_t>(piece)], size); };
  for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) {
    PlacedPiece& placed = assembly.pieces[i];
    if (!was_turned(static_cast<int>(i)) || !placed.placed) continue;
    placed.quarter_turns = (placed.quarter_turns + 1) & 3;
    placed.canvas_from_piece =
        canvas_from_cell(*placed.cell, placed.quarter_turns, puzzle.pieces[i].pixels.size(), size);
  }
  turn_sides(assembly, 1, was_turned);
  for (Match& match : assembly.matches) {
    const int turns = (match.side_b - opposite(match.side_a)) & 3;
    const auto picture = [&](int piece) { return puzzle.pieces[static_cast<std::size_t>(piece)].pixels.size(); };
    match.a_from_b =
        canvas_from_cell(step_towards(match.side_a), turns, picture(match.piece_b), picture(match.piece_a));
  }
}

}  // namespace solve_puzzle
