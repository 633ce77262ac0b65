// SPDX-License-Identifier: Apache-2.0
// Pictures of the worst answers of a bench, with their errors drawn.
#pragma once

#include <filesystem>
#include <vector>

#include "tools/commands/bench_line.h"
#include "tools/commands/bench_report.h"
#include "tools/commands/bench_tasks.h"
#include "tools/commands/progress.h"
#include "tools/commands/stop_signal.h"

namespace solve_puzzle {

/// Draws the answers of the `count` tasks with the smallest shares in `lines`, worst first, perfect ones left out, to
/// OUT/worst. Solves them once more instead of keeping all answers: same puzzle, options and seed give the same answer.
void draw_worst(const std::vector<BenchTask>& tasks, const std::vector<BenchLine>& lines, int count,
                const std::filesystem::path& out, Progress& progress, const StopSignal& stop);

/// Gives what draw_worst() left in these folders OUT, in this run or in earlier ones.
std::vector<GalleryPicture> worst_pictures(const std::vector<std::filesystem::path>& outs);

}  // namespace solve_puzzle
