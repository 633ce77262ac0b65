// SPDX-License-Identifier: Apache-2.0
// The command eval: an answer against its truth.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "io/assembly_json.h"
#include "io/file_names.h"
#include "io/write_picture.h"
#include "puzzles/accuracy.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "tools/commands/accuracy_text.h"
#include "tools/commands/draw_errors.h"
#include "tools/commands/read_truth.h"
#include "tools/commands/run.h"

namespace solve_puzzle {
namespace {

// Errors of judging name pieces, not files.
Accuracy judge_files(const EvalRequest& request, const Assembly& answer, const Truth& truth) {
  try {
    return judge(answer, truth.assembly, truth.puzzle ? &*truth.puzzle : nullptr);
  } catch (const Error& error) {
    throw Error(
        fmt::format("{} against {}: {}", display_name(request.assembly), display_name(request.truth), error.what()));
  }
}

void draw(const EvalRequest& request, const Assembly& answer, const Truth& truth) {
  if (!truth.puzzle) {
    throw Error(
        fmt::format("{}: has no folder 'pieces' beside it; --draw needs the pieces", display_name(request.truth)));
  }
  write_picture(request.draw, draw_errors(in_order_of(answer, *truth.puzzle), answer, truth.assembly));
}

}  // namespace

int run_eval(const EvalRequest& request) {
  const ThreadLimit limit(request.common.threads);
  const Assembly answer = read_assembly(request.assembly).assembly;
  const Truth truth = read_truth(request.truth);
  const Accuracy accuracy = judge_files(request, answer, truth);
  if (!request.draw.empty()) draw(request, answer, truth);
  if (request.json) {
    fmt::print("{}\n", accuracy_json(accuracy, truth.assembly.kind).dump(2));
  } else {
    fmt::print("{}", accuracy_table(accuracy, truth.assembly.kind));
    if (!truth.puzzle && truth.assembly.kind == Kind::kSquare)
      fmt::print("(no pieces beside the truth: fair is the same as strict)\n");
  }
  return 0;
}

}  // namespace solve_puzzle
