// SPDX-License-Identifier: Apache-2.0
// The command report: (re)builds OUT/report.html from OUT/assembly.json and the pictures of the pieces.
#include "tools/commands/report.h"

#include <fmt/format.h>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/read_puzzle.h"
#include "puzzles/error.h"
#include "puzzles/fingerprint.h"
#include "puzzles/parallel.h"
#include "solver/corrections.h"
#include "tools/commands/report_page.h"
#include "tools/commands/run.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

const char* word_of(Rotation rotation) {
  if (rotation == Rotation::kNone) return "none";
  return rotation == Rotation::kQuarter ? "quarter" : "free";
}

// Brings the pieces into the order of the answer. Gives nothing when a piece is missing.
std::vector<Piece> in_order(std::vector<Piece> pieces, const Assembly& assembly) {
  std::map<std::string, Piece*> by_id;
  for (Piece& piece : pieces) by_id[piece.id] = &piece;
  std::vector<Piece> ordered;
  for (const PlacedPiece& placed : assembly.pieces) {
    const auto found = by_id.find(placed.id);
    if (found == by_id.end()) return {};
    ordered.push_back(*found->second);
  }
  return ordered;
}

}  // namespace

void write_report(const fs::path& out, const Puzzle& puzzle, const AssemblyFile& file) {
  const fs::path path = out / "report.html";
  try {
    write_file_atomically(path, report_page(puzzle, file));
  } catch (const Error& error) {
    throw Error(fmt::format("{}: {}", display_name(path), error.what()));
  }
}

Puzzle read_pieces_of(const fs::path& out, const AssemblyFile& file, const std::vector<fs::path>& pieces) {
  const std::vector<fs::path> inputs =
      pieces.empty() ? std::vector<fs::path>(file.info.inputs.begin(), file.info.inputs.end()) : pieces;
  if (inputs.empty()) {
    throw Error(fmt::format("{}: does not say where the pictures of the pieces are; expected --pieces FOLDER",
                            display_name(out / "assembly.json")));
  }
  const bool is_square = file.assembly.kind == Kind::kSquare;
  Puzzle puzzle =
      read_puzzle(inputs, {.kind = is_square ? "square" : "torn", .rotation = word_of(file.assembly.rotation)});
  const bool is_same = file.info.puzzle.empty() || file.info.puzzle == fingerprint(puzzle);
  puzzle.pieces = in_order(std::move(puzzle.pieces), file.assembly);
  if (!is_same || puzzle.pieces.empty()) {
    throw Error(fmt::format("{}: holds other pieces than those of {}; expected the same pictures as when it was solved",
                            display_name(inputs.front()), display_name(out / "assembly.json")));
  }
  return puzzle;
}

std::optional<Assembly> earlier_answer(const fs::path& out, const Puzzle& puzzle) {
  try {
    AssemblyFile file = read_assembly(out / "assembly.json");
    if (file.info.puzzle != fingerprint(puzzle)) return std::nullopt;
    numbers_in(puzzle, file.assembly);  // or hands have changed it
    return std::move(file.assembly);
  } catch (const Error&) {  // what another run left there is no reason to stop
  }
  return std::nullopt;
}

int run_report(const ReportRequest& request) {
  const ThreadLimit limit(request.common.threads);
  const fs::path out(request.out);
  const AssemblyFile file = read_assembly(out / "assembly.json");
  const Puzzle puzzle = read_pieces_of(out, file, {request.pieces.begin(), request.pieces.end()});
  write_report(out, puzzle, file);
  if (!request.common.quiet) fmt::print("written      {}\n", display_name(out / "report.html"));
  return 0;
}

}  // namespace solve_puzzle
