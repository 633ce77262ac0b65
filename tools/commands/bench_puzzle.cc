// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_puzzle.h"

#include <fmt/format.h>

#include "io/file_names.h"
#include "puzzles/accuracy.h"
#include "puzzles/error.h"
#include "puzzles/turn.h"
#include "solver/solve.h"
#include "tools/commands/learned_matcher.h"
#include "tools/commands/peak_memory.h"
#include "tools/commands/read_photo.h"
#include "tools/commands/read_truth.h"
#include "tools/commands/stopwatch.h"

namespace solve_puzzle {
namespace {

BenchPuzzle read_puzzle_folder(const std::filesystem::path& folder) {
  const Stopwatch stopwatch;
  Truth truth = read_truth(folder);
  if (!truth.puzzle) throw Error("expected the pieces in a folder 'pieces' beside puzzle.json, found none");
  Puzzle puzzle = in_order_of(truth.assembly, *truth.puzzle);
  return {{std::move(puzzle), std::move(truth.assembly)}, stopwatch.seconds()};
}

CutPuzzle turned_puzzle(const CutPuzzle& made, const PlannedPuzzle& planned) {
  try {
    return turned(made, planned.seed);
  } catch (const Error& error) {
    throw Error(fmt::format("{}: {} (--turn)", display_name(planned.folder), error.what()));
  }
}

std::string size_text(cv::Size size) {
  return size.width == size.height ? std::to_string(size.width) : fmt::format("{}x{}", size.width, size.height);
}

// What a puzzle folder says of itself. A share of missing pieces is seen only where all pictures' grids are known.
void describe(const CutPuzzle& made, BenchLine& line) {
  const Assembly& truth = made.truth;
  line.kind = truth.kind == Kind::kSquare ? "square" : "torn";
  line.rotation = rotation_word(truth.rotation);
  line.piece_size = size_text(truth.piece_size);
  line.mix = static_cast<int>(truth.groups.size());
  line.erode = (truth.piece_size.width - made.puzzle.piece_size.width) / 2;
  int num_cells = 0;
  for (const Group& group : truth.groups) num_cells += group.cols * group.rows;
  if (num_cells > 0) line.missing = 1.0 - static_cast<double>(truth.pieces.size()) / num_cells;
}

void enter_seconds(const Assembly& answer, BenchLine& line) {
  const auto stage = [&](const char* name) {
    const auto found = answer.seconds.find(name);
    return found == answer.seconds.end() ? 0.0 : found->second;
  };
  line.propose_seconds = stage("propose");
  line.score_seconds = stage("score");
  line.assemble_seconds = stage("assemble");
  line.refine_seconds = stage("refine");
}

void enter_accuracy(const Accuracy& accuracy, BenchLine& line) {
  line.pieces = accuracy.num_pieces;
  line.direct = accuracy.direct;
  line.neighbour = accuracy.neighbour;
  line.largest_component = accuracy.largest_component;
  line.perfect = accuracy.perfect;
  line.placed = accuracy.num_placed;
  line.wrong_placed = accuracy.num_wrong_placed;
  line.direct_fair = accuracy.direct_fair;
  line.neighbour_fair = accuracy.neighbour_fair;
  line.perfect_fair = accuracy.perfect_fair;
  line.precision = accuracy.precision;
  line.recall = accuracy.recall;
  line.largest_component_fair = accuracy.largest_component_fair;
  line.precision_fair = accuracy.precision_fair;
  line.accepted = accuracy.num_accepted;
  line.groups = accuracy.num_groups;
  line.pictures = accuracy.num_pictures;
  line.worst_picture_neighbour_fair = accuracy.worst_picture_neighbour_fair;
  line.right = accuracy.num_right;
  line.rms_pixels = accuracy.rms_pixels;
  line.max_pixels = accuracy.max_pixels;
  line.rms_degrees = accuracy.rms_degrees;
  line.max_degrees = accuracy.max_degrees;
  line.calibration = accuracy.calibration;
}

}  // namespace

std::string rotation_word(Rotation rotation) {
  if (rotation == Rotation::kNone) return "none";
  return rotation == Rotation::kQuarter ? "quarter" : "free";
}

std::string matcher_word(const SolveOptions& options) {
  if (options.matcher == "classical") return "classical " + options.compatibility;
  if (!options.weights.empty()) return "learned " + printable(std::filesystem::path(options.weights).stem().native());
  return "learned " + options.attention + (options.self_attention == "on" ? " self" : "");
}

BenchLine planned_line(const PlannedPuzzle& planned, const BenchRequest& request, const std::string& settings) {
  BenchLine line;
  line.dataset = planned.dataset;
  line.image = planned.image;
  line.settings = settings;
  line.matcher = matcher_word(request.solve);
  line.seed = planned.seed;
  line.turned = request.bench.turn;
  if (!planned.folder.empty()) return line;
  line.kind = request.cut.kind;
  line.rotation = request.cut.rotation;
  line.erode = request.cut.erode;
  line.missing = request.cut.missing;
  line.piece_size = request.cut.kind == "torn" ? "0" : request.cut.piece_size;
  if (request.cut.kind == "torn") line.tear = request.cut.tear;
  line.erode_uneven = request.cut.erode_uneven;
  line.fade = request.cut.fade;
  line.noise = request.cut.noise;
  line.mix = request.bench.mix;
  return line;
}

BenchPuzzle make_bench_puzzle(const PlannedPuzzle& planned, const BenchRequest& request) {
  if (!planned.folder.empty()) {
    BenchPuzzle puzzle = read_puzzle_folder(planned.folder);
    if (request.bench.turn) puzzle.made = turned_puzzle(puzzle.made, planned);
    return puzzle;
  }
  std::vector<cv::Mat> photos;
  for (const std::filesystem::path& path : planned.photos)
    photos.push_back(read_photo(path, request.bench.resize, planned.seed));
  CutOptions options = request.cut;
  options.seed = planned.seed;
  return {cut(photos, options), 0.0};
}

Assembly solve_bench_puzzle(const CutPuzzle& made, const BenchRequest& request, const std::atomic<bool>* stop) {
  SolveOptions options = request.solve;
  options.kind = made.truth.kind == Kind::kSquare ? "square" : "torn";
  options.rotation = rotation_word(made.truth.rotation);
  if (request.bench.grid == "known" && made.truth.groups.size() == 1) {
    options.grid = fmt::format("{}x{}", made.truth.groups[0].cols, made.truth.groups[0].rows);
  }
  return solve(made.puzzle, options, {.stop = stop, .progress = {}}, learned_matcher(options, made.puzzle.kind));
}

std::optional<BenchLine> bench_one(const PlannedPuzzle& planned, const BenchRequest& request, BenchLine line,
                                   const std::atomic<bool>* stop) {
  const BenchPuzzle puzzle = make_bench_puzzle(planned, request);
  if (!planned.folder.empty()) describe(puzzle.made, line);
  if (request.bench.jobs == 1) begin_peak_memory();  // others' peaks would be lost
  const Stopwatch stopwatch;
  const Assembly answer = solve_bench_puzzle(puzzle.made, request, stop);
  line.seconds = stopwatch.seconds();
  line.peak_mb = peak_memory_mb();
  if (stop != nullptr && *stop) return std::nullopt;
  line.read_seconds = puzzle.read_seconds;
  enter_seconds(answer, line);
  enter_accuracy(judge(answer, puzzle.made.truth, &puzzle.made.puzzle), line);
  return line;
}

}  // namespace solve_puzzle
