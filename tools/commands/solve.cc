// SPDX-License-Identifier: Apache-2.0
// The command solve: reads, solves, writes, and says what came out.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "io/file_names.h"
#include "io/read_pins.h"
#include "io/read_puzzle.h"
#include "io/run_log.h"
#include "io/write_picture.h"
#include "io/write_puzzle.h"
#include "io/write_result.h"
#include "puzzles/error.h"
#include "puzzles/fingerprint.h"
#include "puzzles/parallel.h"
#include "tools/cli/option_list.h"
#include "tools/commands/add_looks.h"
#include "tools/commands/animation.h"
#include "tools/commands/answer_text.h"
#include "tools/commands/learned_matcher.h"
#include "tools/commands/out_folder.h"
#include "tools/commands/peak_memory.h"
#include "tools/commands/read_options.h"
#include "tools/commands/report.h"
#include "tools/commands/run.h"
#include "tools/commands/run_solver.h"
#include "tools/commands/solve_explain.h"
#include "tools/commands/stopwatch.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

/// Writes to the run log and, where wanted, to standard error as well.
class Notes {
 public:
  Notes(Progress& progress, bool is_verbose) : progress_(progress), is_verbose_(is_verbose) {}

  void add(const std::string& text) {
    log_.add(text);
    if (is_verbose_) progress_.line(text);
  }
  void log_only(const std::string& text) { log_.add(text); }
  const RunLog& log() const { return log_; }

 private:
  Progress& progress_;
  bool is_verbose_;
  RunLog log_;
};

std::string options_text(const SolveRequest& request) {
  nlohmann::ordered_json options = options_json(request.solve);
  options["device"] = request.common.device;
  return options.dump();
}

AssemblyInfo info_of(const SolveRequest& request, const Puzzle& puzzle,
                     const std::vector<std::filesystem::path>& inputs) {
  AssemblyInfo info = {
      .options = options_text(request), .version_of_program = kProgramVersion, .puzzle = fingerprint(puzzle)};
  for (const std::filesystem::path& input : inputs) info.inputs.push_back(std::filesystem::absolute(input).native());
  return info;
}

void note_puzzle(const Puzzle& puzzle, Notes& notes) {
  if (puzzle.kind == Kind::kTorn) {
    notes.add(fmt::format("read {} torn pieces", puzzle.pieces.size()));
  } else {
    notes.add(fmt::format("read {} pieces of {} x {} pixels", puzzle.pieces.size(), puzzle.piece_size.width,
                          puzzle.piece_size.height));
  }
}

/// Warnings are always shown, but when all must be quiet.
void note_warnings(const std::vector<std::string>& warnings, Progress& progress, Notes& notes) {
  for (const std::string& warning : warnings) {
    notes.log_only("warning: " + warning);
    progress.line("solve-puzzle: warning: " + warning);
  }
}

std::optional<Corrections> corrections_of(const SolveRequest& request, const Puzzle& puzzle,
                                          const std::filesystem::path& out, Notes& notes) {
  if (request.pins.empty()) return std::nullopt;
  Corrections corrections{.pins = read_pins(request.pins, puzzle), .earlier = earlier_answer(out, puzzle)};
  const Pins& pins = corrections.pins;
  notes.add(fmt::format(
      "{} pins: {} together, {} apart, {} fixed; {}", pins.together.size() + pins.apart.size() + pins.fixed.size(),
      pins.together.size(), pins.apart.size(), pins.fixed.size(),
      corrections.earlier ? "starts from the earlier answer" : "there is no earlier answer to start from"));
  return corrections;
}

/// A scan has no files of single pieces: the answer's poses speak of the cut-outs that are written here.
void write_fragments(const PuzzleInput& input, const std::filesystem::path& out) {
  if (input.contact_sheet.empty()) return;
  write_picture(out / "fragments.png", input.contact_sheet);
  write_piece_pictures(out / "fragments", input.puzzle);
}

void say_result(const SolveRequest& request, const Assembly& answer) {
  if (request.common.quiet) return;
  const std::filesystem::path out(request.output);
  fmt::print("{}", answer_text(answer));
  fmt::print("written      {}, {}, {}\n", display_name(out / "report.html"), display_name(out / "reconstruction.png"),
             display_name(out / "assembly.json"));
  if (!request.animate.empty()) fmt::print("written      {}\n", display_name(request.animate));
}

}  // namespace

int run_solve(const SolveRequest& request) {
  if (!request.explain.empty()) return run_explain(request);
  const ThreadLimit limit(request.common.threads);
  const Stopwatch stopwatch;
  StopSignal stop;
  Progress progress(progress_style(request.common.quiet));
  Notes notes(progress, request.common.verbose);
  const std::vector<std::filesystem::path> inputs(request.inputs.begin(), request.inputs.end());
  const OutFolder out(request.output, inputs);

  notes.add(fmt::format("solve-puzzle {} solve, options {}", kProgramVersion, options_text(request)));
  progress.report("read", 0);
  const PuzzleInput input = read_input(inputs, read_options(request.solve));
  const Puzzle& puzzle = input.puzzle;
  note_puzzle(puzzle, notes);
  note_warnings(input.warnings, progress, notes);

  const std::optional<Corrections> corrections = corrections_of(request, puzzle, out.path(), notes);
  Assembly answer =
      run_solver(puzzle, request.solve, stopwatch.seconds(), progress, stop, corrections ? &*corrections : nullptr);
  if (stop.is_raised() && answer.groups.empty()) {
    throw Error("stopped by a signal before any piece was placed; nothing was written");
  }
  if (const SeamMatcher* learned = learned_matcher(request.solve, puzzle.kind); learned && !stop.is_raised()) {
    add_looks(puzzle, *learned, answer);
  }
  notes.add(fmt::format("{} groups, score {:.1f}, seconds: {}", answer.groups.size(), answer.score,
                        stage_seconds_text(answer)));
  if (answer.stopped_early) notes.add("the search was stopped early; this is the best answer found so far");

  const AssemblyFile file = {.assembly = answer, .info = info_of(request, puzzle, inputs)};
  write_fragments(input, out.path());
  write_result(out.path(), puzzle, answer, file.info);
  write_report(out.path(), puzzle, file);
  notes.add(fmt::format("wrote the result after {:.2f} s in all, with {:.0f} MB of memory at most", stopwatch.seconds(),
                        peak_memory_mb()));
  notes.log().write(out.path() / "run.log");
  if (!request.animate.empty()) {
    progress.report("animate", 0);
    write_animation(request.animate, puzzle, answer, request.common.seed);
    progress.clear();
  }
  say_result(request, answer);
  if (answer.stopped_early && !request.common.quiet) {
    fmt::print("note         the search was stopped early; this is the best answer found so far\n");
  }
  if (!stop.is_raised()) return 0;
  fmt::print(stderr, "solve-puzzle: error: stopped by a signal; the best answer found so far was written to {}\n",
             display_name(out.path()));
  return 1;
}

}  // namespace solve_puzzle
