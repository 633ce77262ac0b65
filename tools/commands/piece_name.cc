// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/piece_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "io/file_names.h"
#include "puzzles/error.h"
#include "tools/cli/nearest_name.h"

namespace solve_puzzle {
namespace {

constexpr std::array<const char*, 4> kSides = {"top", "right", "bottom", "left"};

std::optional<int> index_of(const Puzzle& puzzle, const std::string& id) {
  const auto found =
      std::find_if(puzzle.pieces.begin(), puzzle.pieces.end(), [&](const Piece& piece) { return piece.id == id; });
  if (found == puzzle.pieces.end()) return std::nullopt;
  return static_cast<int>(found - puzzle.pieces.begin());
}

std::vector<std::string> nearest_ids(const Puzzle& puzzle, const std::string& found) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> ids, nearest;
  for (const Piece& piece : puzzle.pieces) ids.push_back(piece.id);
  while (nearest.size() < kMost) {
    const std::optional<std::string> id = nearest_name(found, ids);
    if (!id) break;
    nearest.push_back(*id);
    std::erase(ids, *id);
  }
  return nearest;
}

Error no_such_piece(const Puzzle& puzzle, const std::string& name) {
  const std::vector<std::string> nearest = nearest_ids(puzzle, name);
  const std::string known =
      nearest.empty() ? fmt::format("the {} pieces are called {} to {}", puzzle.pieces.size(),
                                    printable(puzzle.pieces.front().id), printable(puzzle.pieces.back().id))
                      : fmt::format("the nearest names are {}", printable(fmt::format("{}", fmt::join(nearest, ", "))));
  return Error(fmt::format("there is no piece '{}'; {}", printable(name), known));
}

Side find_side(const std::string& name, const std::string& word) {
  const auto found = std::find(kSides.begin(), kSides.end(), word);
  if (found != kSides.end()) return static_cast<Side>(found - kSides.begin());
  throw Error(
      fmt::format("{}: there is no side '{}'; expected {}", printable(name), printable(word), fmt::join(kSides, ", ")));
}

}  // namespace

std::string side_word(int side) { return kSides[static_cast<std::size_t>(side)]; }

NamedPiece find_piece(const Puzzle& puzzle, const std::string& name) {
  if (const auto piece = index_of(puzzle, name)) return {*piece, std::nullopt};
  const std::size_t colon = name.rfind(':');
  const std::string id = name.substr(0, colon);
  const auto piece = index_of(puzzle, id);
  if (!piece) throw no_such_piece(puzzle, id);
  return {*piece, find_side(name, name.substr(colon + 1))};
}

}  // namespace solve_puzzle
