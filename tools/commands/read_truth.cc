// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/read_truth.h"

#include <fmt/format.h>

#include <map>

#include "io/assembly_json.h"
#include "io/folder_truth.h"
#include "io/read_puzzle.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

std::string word_of(Rotation rotation) {
  if (rotation == Rotation::kNone) return "none";
  return rotation == Rotation::kQuarter ? "quarter" : "free";
}

/// Reads a folder of fragments with the truth of others; nothing where the path is none.
std::optional<Truth> truth_of_others(const std::filesystem::path& path) {
  const bool is_folder = std::filesystem::is_directory(path);
  const std::filesystem::path folder = is_folder ? path : path.parent_path();
  const bool is_meant = is_folder ? !std::filesystem::exists(path / "puzzle.json")
                                  : path.filename() == "groundTruth.txt" || path.filename() == "truth.json";
  if (!is_meant || !has_folder_truth(folder)) return std::nullopt;
  const Puzzle puzzle = read_puzzle({folder}, {.kind = "torn"});
  return Truth{read_folder_truth(folder, puzzle), puzzle};
}

}  // namespace

Truth read_truth(const std::filesystem::path& path) {
  if (std::optional<Truth> others = truth_of_others(path)) return *std::move(others);
  const bool is_folder = std::filesystem::is_directory(path);
  const std::filesystem::path file = is_folder ? path / "puzzle.json" : path;
  Truth truth = {.assembly = read_assembly(file).assembly, .puzzle = {}};
  const std::filesystem::path pieces = file.parent_path() / "pieces";
  if (std::filesystem::is_directory(pieces)) {
    truth.puzzle = read_puzzle({pieces}, {.kind = truth.assembly.kind == Kind::kSquare ? "square" : "torn",
                                          .rotation = word_of(truth.assembly.rotation)});
  }
  return truth;
}

Puzzle in_order_of(const Assembly& assembly, const Puzzle& puzzle) {
  std::map<std::string, const Piece*> by_id;
  for (const Piece& piece : puzzle.pieces) by_id[piece.id] = &piece;
  Puzzle ordered = puzzle;
  ordered.pieces.clear();
  for (const PlacedPiece& placed : assembly.pieces) {
    const auto found = by_id.find(placed.id);
    if (found == by_id.end()) {
      throw Error(fmt::format("piece {} of the answer is not among the {} pieces read", placed.id, by_id.size()));
    }
    ordered.pieces.push_back(*found->second);
  }
  return ordered;
}

}  // namespace solve_puzzle
