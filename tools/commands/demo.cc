// SPDX-License-Identifier: Apache-2.0
// The command demo: everything from a sample picture to a judged answer, without any input.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "io/file_names.h"
#include "io/write_picture.h"
#include "io/write_puzzle.h"
#include "io/write_result.h"
#include "puzzles/accuracy.h"
#include "puzzles/cut.h"
#include "puzzles/fingerprint.h"
#include "puzzles/parallel.h"
#include "puzzles/render.h"
#include "puzzles/sample.h"
#include "puzzles/square_grid.h"
#include "tools/cli/option_list.h"
#include "tools/commands/answer_text.h"
#include "tools/commands/demo_picture.h"
#include "tools/commands/out_folder.h"
#include "tools/commands/pictures.h"
#include "tools/commands/report.h"
#include "tools/commands/run.h"
#include "tools/commands/run_solver.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

constexpr int kNumCols = 24, kNumRows = 18, kTile = 28;
const cv::Scalar kEmptyCell(225, 225, 225);

// With quarter turns nobody can know which way the picture was held; the truth does, and people like it upright.
int turns_to_upright(const Assembly& answer, const Assembly& truth) {
  int votes[4] = {};
  for (std::size_t i = 0; i < answer.pieces.size(); ++i) {
    if (answer.pieces[i].group == 0) ++votes[(truth.pieces[i].quarter_turns - answer.pieces[i].quarter_turns) & 3];
  }
  return static_cast<int>(std::max_element(votes, votes + 4) - votes);
}

cv::Mat before_and_after(const CutPuzzle& made, const Assembly& answer) {
  const cv::Mat reconstruction = on_background(render(made.puzzle, answer, 0), kEmptyCell);
  return demo_picture(made.puzzle, kNumCols, turned(reconstruction, turns_to_upright(answer, made.truth)));
}

std::string judgement(const Accuracy& accuracy) {
  if (accuracy.perfect_fair) return "every piece is where it was before the cut";
  return fmt::format("{:.1f} % of the pieces and {:.1f} % of the adjacencies are right (fair measures)",
                     100 * accuracy.direct_fair, 100 * accuracy.neighbour_fair);
}

}  // namespace

int run_demo(const DemoRequest& request) {
  const ThreadLimit limit(request.common.threads);
  StopSignal stop;
  Progress progress(progress_style(request.common.quiet));
  const OutFolder out(request.output);
  const CutOptions cut_options = {
      .piece_size = std::to_string(kTile), .rotation = "quarter", .seed = request.common.seed};
  const SolveOptions solve_options = {
      .rotation = "quarter", .threads = request.common.threads, .seed = request.common.seed};

  const cv::Mat picture = sample_picture({kNumCols * kTile, kNumRows * kTile}, request.common.seed);
  const CutPuzzle made = cut({picture}, cut_options);
  write_puzzle(out.path() / "puzzle", made.puzzle, made.truth,
               {.is_truth = true, .options = options_json(cut_options).dump(), .version_of_program = kProgramVersion});
  const Assembly answer = run_solver(made.puzzle, solve_options, 0.0, progress, stop);
  const Accuracy accuracy = judge(answer, made.truth, &made.puzzle);
  const AssemblyFile file = {
      .assembly = answer,
      .info = {.options = options_json(solve_options).dump(),
               .version_of_program = kProgramVersion,
               .puzzle = fingerprint(made.puzzle),
               .inputs = {std::filesystem::absolute(out.path() / "puzzle" / "pieces").native()}}};
  write_result(out.path(), made.puzzle, answer, file.info);
  write_report(out.path(), made.puzzle, file);
  write_picture(out.path() / "demo.png", before_and_after(made, answer));
  if (!request.common.quiet) {
    fmt::print("{}truth        {}\n", answer_text(answer), judgement(accuracy));
    fmt::print("written      {} (before and after), {}, {}\n", display_name(out.path() / "demo.png"),
               display_name(out.path() / "report.html"), display_name(out.path() / "reconstruction.png"));
  }
  return stop.is_raised() ? 1 : 0;
}

}  // namespace solve_puzzle
