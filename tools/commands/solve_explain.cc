// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/solve_explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "io/file_names.h"
#include "io/read_puzzle.h"
#include "io/write_picture.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "solver/checks.h"
#include "tools/commands/explain.h"
#include "tools/commands/explain_seam.h"
#include "tools/commands/learned_matcher.h"
#include "tools/commands/out_folder.h"
#include "tools/commands/piece_name.h"
#include "tools/commands/read_options.h"

namespace solve_puzzle {
namespace {

std::string name_of(const Puzzle& puzzle, int side) {
  return fmt::format("{}:{}", printable(puzzle.pieces[static_cast<std::size_t>(side / 4)].id), side_word(side % 4));
}

std::string picture_name(const Puzzle& puzzle, const ExplainedSeam& seam) {
  const auto id = [&](int side) { return puzzle.pieces[static_cast<std::size_t>(side / 4)].id; };
  std::string name = fmt::format("explain_{}_{}.png", id(seam.side_a), id(seam.side_b));
  std::replace(name.begin(), name.end(), '/', '-');
  return name;
}

}  // namespace

int run_explain(const SolveRequest& request) {
  if (request.solve.matcher != "learned") {
    throw Error("--explain: the classical matcher does not look along seams; expected --matcher learned");
  }
  const ThreadLimit limit(request.common.threads);
  const std::vector<std::filesystem::path> inputs(request.inputs.begin(), request.inputs.end());
  const Puzzle puzzle = read_puzzle(inputs, read_options(request.solve));
  check(puzzle, request.solve);
  const NamedPiece a = find_piece(puzzle, request.explain[0]);
  const NamedPiece b = find_piece(puzzle, request.explain[1]);
  const SeamMatcher* matcher = learned_matcher(request.solve, puzzle.kind);
  const OutFolder out(request.output, inputs);
  const ExplainedSeam seam = explain_seam(puzzle, *matcher, a, b);
  const std::filesystem::path file = out.path() / picture_name(puzzle, seam);
  write_picture(file, draw_explanation(puzzle, seam));
  if (request.common.quiet) return 0;
  fmt::print("seam         {} | {}\nlog-odds     {:+.3f} (before rivals and loops)\nwritten      {}\n",
             name_of(puzzle, seam.side_a), name_of(puzzle, seam.side_b), seam.look.log_odds, display_name(file));
  return 0;
}

}  // namespace solve_puzzle
