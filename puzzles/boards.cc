// SPDX-License-Identifier: Apache-2.0
#include "puzzles/boards.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "puzzles/error.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

using PieceIndex = std::unordered_map<std::string, int>;

std::vector<std::string> ids_of(const std::vector<PlacedPiece>& pieces) {
  std::vector<std::string> ids;
  for (const PlacedPiece& piece : pieces) ids.push_back(piece.id);
  return ids;
}

PieceIndex index_of(const std::vector<std::string>& ids, const std::string& what) {
  PieceIndex index;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (index.emplace(ids[i], static_cast<int>(i)).second) continue;
    throw Error(fmt::format("{}: piece \"{}\" is listed twice, expected every piece once", what, ids[i]));
  }
  return index;
}

Place place_of(const PlacedPiece& piece, const std::string& what) {
  if (!piece.placed) return {};
  if (!piece.cell || piece.group < 0) {
    throw Error(fmt::format("{}: piece \"{}\" is placed, but has no {}; square pieces need one", what, piece.id,
                            piece.cell ? "group" : "cell"));
  }
  return {piece.group, {piece.cell->x, piece.cell->y}, piece.quarter_turns & 3};
}

/// Numbers the groups that have pieces from 0, in their order. Gives their count.
int close_gaps(std::vector<Place>& places) {
  std::map<int, int> numbers;
  for (const Place& place : places) {
    if (place.group >= 0) numbers[place.group] = 0;
  }
  int count = 0;
  for (auto& [group, number] : numbers) number = count++;
  for (Place& place : places) {
    if (place.group >= 0) place.group = numbers[place.group];
  }
  return count;
}

std::vector<Place> true_places(const Assembly& truth) {
  std::vector<Place> places;
  for (const PlacedPiece& piece : truth.pieces) {
    if (!piece.placed) throw Error(fmt::format("truth: piece \"{}\" has no place, expected one", piece.id));
    places.push_back(place_of(piece, "truth"));
  }
  return places;
}

/// Gives the number in the truth of every piece of `ids`.
std::vector<int> numbers_in_truth(const std::vector<std::string>& ids, const PieceIndex& truth,
                                  const std::string& what) {
  index_of(ids, what);
  std::vector<int> numbers;
  for (const std::string& id : ids) {
    const auto found = truth.find(id);
    if (found == truth.end()) throw Error(fmt::format("{}: piece \"{}\" is unknown to the truth", what, id));
    numbers.push_back(found->second);
  }
  return numbers;
}

std::vector<TileContent> contents_of(const Puzzle& puzzle, const PieceIndex& truth) {
  std::vector<std::string> ids;
  for (const Piece& piece : puzzle.pieces) ids.push_back(piece.id);
  const std::vector<int> numbers = numbers_in_truth(ids, truth, "puzzle");
  if (numbers.size() != truth.size()) {
    throw Error(fmt::format("puzzle: has {} pieces, the truth {}; expected the same", numbers.size(), truth.size()));
  }
  std::vector<TileContent> by_truth(truth.size());
  const std::vector<TileContent> contents = tile_contents(puzzle.pieces);
  for (std::size_t i = 0; i < numbers.size(); ++i) by_truth[numbers[i]] = contents[i];
  return by_truth;
}

void check_kinds(const Assembly& answer, const Assembly& truth) {
  const auto name = [](Kind kind) { return kind == Kind::kSquare ? "square" : "torn"; };
  if (answer.kind != truth.kind) {
    throw Error(fmt::format("answer: has {} pieces, but the truth has {} ones", name(answer.kind), name(truth.kind)));
  }
  if (truth.kind != Kind::kSquare) throw Error("truth: has torn pieces; only square pieces are judged by cells");
}

}  // namespace

Cell turned(Cell cell, int quarter_turns) {
  for (int r = quarter_turns & 3; r > 0; --r) cell = {cell.y, -cell.x};
  return cell;
}

Cell cell_step(int direction) {
  const cv::Point step = step_towards(direction);
  return {step.x, step.y};
}

CellIndex::CellIndex(const std::vector<Place>& places, const std::vector<std::string>& ids, const std::string& what) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].group >= 0) entries_.push_back({places[i].group, places[i].cell, static_cast<int>(i)});
  }
  const auto key = [](const Entry& entry) { return std::tie(entry.group, entry.cell, entry.piece); };
  std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) { return key(a) < key(b); });
  const auto clash = std::adjacent_find(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.group == b.group && a.cell == b.cell;
  });
  if (clash == entries_.end()) return;
  throw Error(fmt::format("{}: pieces \"{}\" and \"{}\" both stand in cell [{}, {}] of one group", what,
                          ids[clash->piece], ids[std::next(clash)->piece], clash->cell.x, clash->cell.y));
}

int CellIndex::piece_at(int group, Cell cell) const {
  const auto found = std::lower_bound(
      entries_.begin(), entries_.end(), std::tie(group, cell),
      [](const Entry& entry, const auto& wanted) { return std::tie(entry.group, entry.cell) < wanted; });
  return found != entries_.end() && found->group == group && found->cell == cell ? found->piece : -1;
}

Boards lay_out(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle) {
  check_kinds(answer, truth);
  const std::vector<std::string> ids = ids_of(truth.pieces);
  const PieceIndex index = index_of(ids, "truth");
  const std::vector<int> numbers = numbers_in_truth(ids_of(answer.pieces), index, "answer");
  std::vector<Place> true_board = true_places(truth);
  std::vector<Place> answer_board(ids.size());
  for (std::size_t k = 0; k < numbers.size(); ++k) answer_board[numbers[k]] = place_of(answer.pieces[k], "answer");
  const int num_pictures = close_gaps(true_board);
  const int num_groups = close_gaps(answer_board);
  return {.truth = true_board,
          .answer = answer_board,
          .truth_cells = CellIndex(true_board, ids, "truth"),
          .answer_cells = CellIndex(answer_board, ids, "answer"),
          .contents = puzzle ? contents_of(*puzzle, index) : distinct_contents(static_cast<int>(ids.size())),
          .piece_of_answer = numbers,
          .may_turn = truth.rotation == Rotation::kQuarter || answer.rotation == Rotation::kQuarter,
          .num_pictures = num_pictures,
          .num_groups = num_groups};
}

}  // namespace solve_puzzle
