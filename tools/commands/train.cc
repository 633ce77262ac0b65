// SPDX-License-Identifier: Apache-2.0
// The command train: photos in, weights of the seam matcher out.
#include <fmt/format.h>

#include <filesystem>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "puzzles/parallel.h"
#include "tools/commands/progress.h"
#include "tools/commands/run.h"
#include "tools/commands/stop_signal.h"
#include "tools/commands/training_run.h"

namespace solve_puzzle {

int run_train(const TrainRequest& request) {
  const ThreadLimit limit(request.common.threads);
  const std::filesystem::path folder = std::filesystem::path(request.output).parent_path();
  if (!folder.empty()) make_folder(folder);
  Progress progress(progress_style(request.common.quiet));
  StopSignal signal;
  TrainingRun run(request, signal.flag(), [&](const std::string& text) { progress.line(text); });
  signal.begin_search();
  run.run();
  if (!request.common.quiet) fmt::print("written      {}\n", display_name(request.output));
  return signal.is_raised() ? 1 : 0;
}

}  // namespace solve_puzzle
