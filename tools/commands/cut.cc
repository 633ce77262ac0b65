// SPDX-License-Identifier: Apache-2.0
// The command cut: pictures into a puzzle with known truth.
#include "puzzles/cut.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "io/file_names.h"
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

}  // namespace

int run_cut(const CutRequest& request) {
  const ThreadLimit limit(request.common.threads);
  const OutFolder out(request.output);
  const CutPuzzle made = cut(read_pictures(request), request.cut);
  write_puzzle(out.path(), made.puzzle, made.truth,
               {.is_truth = true, .options = options_json(request.cut).dump(), .version_of_program = kProgramVersion});
  if (request.common.quiet) return 0;
  fmt::print("pieces       {} of {} x {} pixels\n", made.puzzle.pieces.size(), made.puzzle.piece_size.width,
             made.puzzle.piece_size.height);
  fmt::print("written      {}, {}\n", display_name(out.path() / "pieces"), display_name(out.path() / "puzzle.json"));
  return 0;
}

}  // namespace solve_puzzle
