// SPDX-License-Identifier: Apache-2.0
// Measures the search alone: what the layout found is worth beside the true one. A layout below the truth is a failure
// of the search, one above it a failure of the pair scores.
// Usage: measure_search FOLDER [none|quarter] [ERODE] [MISSING] [NUM_PHOTOS] [WEIGHTS]   (with weights: for the learned
// matcher)
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>

#include "attention/seam_matcher.h"
#include "io/read_picture.h"
#include "io/read_puzzle.h"
#include "puzzles/accuracy.h"
#include "puzzles/cut.h"
#include "puzzles/true_sides.h"
#include "solver/assemble.h"
#include "solver/best_pairs.h"
#include "solver/checks.h"
#include "solver/learned.h"
#include "solver/shortlist.h"
#include "solver/square_answer.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

struct Request {
  CutOptions cut;
  std::string weights;
  std::size_t num_photos = 0;
};

struct Figures {
  double found = 0;
  double truth = 0;
  double listed = 0;  ///< share of the true joins among the candidates
  double first = 0;   ///< share of the true joins that their side holds for the best
  double direct = 0;
  double neighbour = 0;
  double seconds = 0;  ///< processor time of all threads: other work on the machine does not count
};

/// The true layout, with an empty margin where there are holes anyway.
Frame true_frame(const CutPuzzle& made) {
  const int margin = made.truth.pieces.size() < static_cast<std::size_t>(made.truth.groups[0].cols) *
                                                    static_cast<std::size_t>(made.truth.groups[0].rows)
                         ? 1
                         : 0;
  Frame frame(made.truth.groups[0].cols + 2 * margin, made.truth.groups[0].rows + 2 * margin,
              static_cast<int>(made.truth.pieces.size()));
  for (std::size_t i = 0; i < made.truth.pieces.size(); ++i) {
    const PlacedPiece& piece = made.truth.pieces[i];
    frame.put(frame.index(*piece.cell + cv::Point(margin, margin)), oriented(static_cast<int>(i), piece.quarter_turns));
  }
  return frame;
}

/// The pairs as solve judges them, by the classical matcher or by the learned one.
Shortlist judged_pairs(const CutPuzzle& made, const SeamMatcher* learned) {
  const Sides sides(made.puzzle);
  const int proposed = num_proposed(sides.num_pieces());
  const int num_candidates = learned == nullptr ? std::min(proposed, 40) : proposed;
  PairGraph graph =
      make_pair_graph(best_pairs(sides, made.puzzle.rotation, *mahalanobis_gradient(sides), num_candidates));
  PairEvidence evidence = judge_pairs(graph, {});
  if (learned == nullptr) return {std::move(graph), std::move(evidence)};
  return judge_learned(made.puzzle, graph, evidence, *learned, [] { return false; });
}

struct Recall {
  double listed = 0;
  double first = 0;
};

/// How many true joins the search can see, and how many it sees first.
Recall recall_of(const PairGraph& graph, const AssemblyScores& scores, const Assembly& truth) {
  Recall result;
  double num = 0;
  const std::vector<int> partners = true_partners(truth);
  for (int side = 0; side < graph.num_sides(); ++side) {
    const int partner = partners[static_cast<std::size_t>(side)];
    if (partner < 0) continue;
    ++num;
    result.listed += graph.find(side, partner) >= 0 ? 1 : 0;
    const auto best = scores.objective.best(side);
    result.first += !best.empty() && best.front().side == partner ? 1 : 0;
  }
  return {result.listed / std::max(1.0, num), result.first / std::max(1.0, num)};
}

Figures measure(const CutPuzzle& made, const SeamMatcher* learned) {
  constexpr double kMinConfidence = 0.97;
  const auto [graph, evidence] = judged_pairs(made, learned);
  const AssemblyScores scores = make_assembly_scores(graph, evidence);
  const Recall recall = recall_of(graph, scores, made.truth);
  AssembleOptions options;
  options.turn_step = turn_step_of(made.puzzle);
  const std::clock_t start = std::clock();
  const Frame frame = assemble(graph, evidence, options);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const Accuracy accuracy =
      judge(square_answer(made.puzzle, frame, graph, evidence, kMinConfidence), made.truth, &made.puzzle);
  const Rules rules{.turn_step = options.turn_step, .is_complete = false};
  return {layout_score(frame, scores, rules),
          layout_score(true_frame(made), scores, rules),
          recall.listed,
          recall.first,
          accuracy.direct_fair,
          accuracy.neighbour_fair,
          seconds};
}

void print(const std::string& name, const Figures& f) {
  fmt::print("| {} | {:.1f} | {:.1f} | {:+.1f} | {:.1f} | {:.1f} | {:.2f} | {:.2f} | {:.2f} |\n", name, f.found,
             f.truth, f.found - f.truth, 100 * f.listed, 100 * f.first, 100 * f.direct, 100 * f.neighbour, f.seconds);
  std::fflush(stdout);
}

int run(const std::filesystem::path& folder, const Request& request) {
  fmt::print(
      "| picture | found | truth | difference | listed | first | fair direct | fair neighbour | processor s "
      "|\n|---|---|---|---|---|---|---|---|---|\n");
  std::unique_ptr<SeamMatcher> learned;
  if (!request.weights.empty()) learned = std::make_unique<SeamMatcher>(read_weights_file(request.weights));
  Figures sum;
  int num_photos = 0;
  for (const std::filesystem::path& file : list_pictures({folder})) {
    if (request.num_photos > 0 && static_cast<std::size_t>(num_photos) == request.num_photos) break;
    const Figures f = measure(cut({read_picture(file).pixels}, request.cut), learned.get());
    print(file.stem().string(), f);
    sum = {sum.found + f.found,   sum.truth + f.truth,         sum.listed + f.listed,  sum.first + f.first,
           sum.direct + f.direct, sum.neighbour + f.neighbour, sum.seconds + f.seconds};
    ++num_photos;
  }
  print("mean", {sum.found / num_photos, sum.truth / num_photos, sum.listed / num_photos, sum.first / num_photos,
                 sum.direct / num_photos, sum.neighbour / num_photos, sum.seconds / num_photos});
  return 0;
}

}  // namespace
}  // namespace solve_puzzle

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: measure_search FOLDER [none|quarter] [ERODE] [MISSING] [NUM_PHOTOS] [WEIGHTS]\n");
    return 2;
  }
  solve_puzzle::Request request;
  request.cut.rotation = argc > 2 ? argv[2] : "none";
  request.cut.erode = argc > 3 ? std::stoi(argv[3]) : 0;
  request.cut.missing = argc > 4 ? std::stod(argv[4]) : 0.0;
  request.num_photos = argc > 5 ? std::stoul(argv[5]) : 0;
  request.weights = argc > 6 ? argv[6] : "";
  return solve_puzzle::run(argv[1], request);
}
