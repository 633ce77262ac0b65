// SPDX-License-Identifier: Apache-2.0
// The command cut: pictures into a puzzle with known truth.
#include "puzzles/cut.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "io/file_names.h"
#include "io/write_jigsawnet.h"
#include "io/write_puzzle.h"
#include "puzzles/parallel.h"
#include "tools/cli/option_list.h"
#include "tools/commands/out_folder.h"
#include "tools/commands/read_photo.h"
#include "tools/commands/run.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

std::vector<cv::Mat> read_pictures(const CutRequest& request) {
  std::vector<cv::Mat> pictures = {read_photo(request.image, request.resize, request.cut.seed)};
  for (const std::string& path : request.mix) {
    pictures.push_back(read_photo(path, request.resize, request.cut.seed + pictures.size()));
  }
  return pictures;
}

std::string pieces_text(const Puzzle& puzzle) {
  if (puzzle.kind == Kind::kTorn) return fmt::format("{} torn fragments", puzzle.pieces.size());
  return fmt::format("{} of {} x {} pixels", puzzle.pieces.size(), puzzle.piece_size.width, puzzle.piece_size.height);
}

}  // namespace

int run_cut(const CutRequest& request) {
  const ThreadLimit limit(request.common.threads);
  const OutFolder out(request.output);
  const CutPuzzle made = cut(read_pictures(request), request.cut);
  const bool is_jigsawnet = request.format == "jigsawnet";
  if (is_jigsawnet) {
    write_jigsawnet(out.path(), made.puzzle, made.truth);
  } else {
    write_puzzle(
        out.path(), made.puzzle, made.truth,
        {.is_truth = true, .options = options_json(request.cut).dump(), .version_of_program = kProgramVersion});
  }
  if (request.common.quiet) return 0;
  fmt::print("pieces       {}\n", pieces_text(made.puzzle));
  fmt::print("written      {}, {}\n", display_name(out.path() / (is_jigsawnet ? "fragment_*.png" : "pieces")),
             display_name(out.path() / (is_jigsawnet ? "groundTruth.txt" : "puzzle.json")));
  return 0;
}

}  // namespace solve_puzzle
