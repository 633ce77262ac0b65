// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_pairs.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <numeric>
#include <optional>

#include "io/file_names.h"
#include "puzzles/error.h"
#include "puzzles/random.h"
#include "tools/cli/checks.h"
#include "tools/commands/bench_out.h"
#include "tools/commands/bench_plan.h"
#include "tools/commands/bench_puzzle.h"
#include "tools/commands/out_folder.h"
#include "tools/commands/pair_matchers.h"
#include "tools/commands/pair_tally.h"
#include "tools/commands/pairs_report.h"
#include "tools/commands/partial_seams.h"
#include "tools/commands/progress.h"
#include "tools/commands/results_file.h"
#include "tools/commands/stretch_measure.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

/// What one matcher measured on the puzzles of a dataset.
struct MatcherTally {
  const PairMatcher* matcher = nullptr;
  PairTally alone, normalised, with_loops;
  std::vector<double> stretch_ious;
  PairsLine start;  ///< of whom and of what puzzles the measures are
};

std::vector<PairMatcher> asked_matchers(const BenchOptions& options) {
  std::vector<PairMatcher> matchers = pair_matchers(
      options.compare.empty() ? find_all_weights_files()
                              : std::vector<std::filesystem::path>(options.compare.begin(), options.compare.end()));
  if (!options.partial) return matchers;
  matchers.erase(matchers.begin());  // the classical one compares whole sides only
  if (matchers.empty()) throw Error("--partial: found no shipped weights; name weights files with --compare");
  return matchers;
}

PairsLine start_line(const PairMatcher& matcher, const std::string& dataset, const CutPuzzle& made) {
  PairsLine line;
  line.dataset = dataset;
  line.matcher = matcher.name;
  line.rotation = rotation_word(made.truth.rotation);
  line.erode = (made.truth.piece_size.width - made.puzzle.piece_size.width) / 2;
  if (!matcher.learned) return line;
  line.attention = matcher.learned->options().attention;
  line.self_attention = matcher.learned->options().self_attention;
  line.multiply_adds = matcher.learned->network().num_multiply_adds(made.puzzle.piece_size.width);
  return line;
}

void measure(MatcherTally& tally, const LabelledLists& lists) {
  const std::vector<float>& order = lists.list.evidence.objective;
  const PairSteps steps = judge_steps(*tally.matcher, lists);
  const PairEvidence& context = steps.context;
  tally.alone.add(lists.set, steps.own, steps.alone, order);
  tally.normalised.add(lists.set, {context.objective, context.no_partner}, context.objective, order);
  tally.with_loops.add(lists.set, {context.guide, context.no_partner}, context.guide, order);
  if (tally.matcher->learned && !tally.start.microseconds) {
    tally.start.microseconds = microseconds_per_pair(*tally.matcher->learned, lists.set);
  }
}

// Rivals and loops of whole sides say nothing of partial ones: there is only the network's own step.
void measure_partial(MatcherTally& tally, const LabelledLists& lists, std::uint64_t seed) {
  const PartialSeams seams = partial_seams(lists.set, seed);
  const SeamMatcher& network = *tally.matcher->learned;
  const std::vector<float> logits = network.judge(seams.set.bands, seams.set.lists);
  const MatcherScores own{own_probabilities(seams.set.lists, logits).scores, std::nullopt};
  tally.alone.add(seams.set, own, logits, lists.list.evidence.objective);
  for (const double iou : stretch_ious(network, seams)) tally.stretch_ious.push_back(iou);
}

/// What a puzzle's measuring depends on beside the puzzle.
struct MeasureOptions {
  bool is_partial = false;
  std::uint64_t seed = 0;
};

// Lists differ between matchers in nothing but the depth of the bands.
void measure_puzzle(const CutPuzzle& made, const MeasureOptions& options, std::vector<MatcherTally>& tallies) {
  std::map<int, LabelledLists> lists;
  for (MatcherTally& tally : tallies) {
    const int depth = tally.matcher->depth();
    if (!lists.contains(depth)) lists.emplace(depth, labelled_lists(made, depth));
    if (options.is_partial) {
      measure_partial(tally, lists.at(depth), options.seed);
    } else {
      measure(tally, lists.at(depth));
    }
  }
}

void add_partial_lines(const std::vector<MatcherTally>& tallies, std::vector<PairsLine>& lines) {
  for (const MatcherTally& tally : tallies) {
    PairsLine line = tally.alone.line(tally.start);
    line.step = "alone";
    line.partial = true;
    const std::vector<double>& ious = tally.stretch_ious;
    const double sum = std::accumulate(ious.begin(), ious.end(), 0.0);
    if (!ious.empty()) line.stretch_iou = sum / static_cast<double>(ious.size());
    lines.push_back(line);
  }
}

void add_lines(const std::vector<MatcherTally>& tallies, std::vector<PairsLine>& lines) {
  for (const MatcherTally& tally : tallies) {
    for (const auto& [step, measures] : {std::pair{"alone", &tally.alone}, std::pair{"normalised", &tally.normalised},
                                         std::pair{"with loops", &tally.with_loops}}) {
      lines.push_back(measures->line(tally.start));
      lines.back().step = step;
    }
  }
}

/// Measures the puzzles of one wear.
std::vector<PairsLine> measure_all(const BenchRequest& request, const std::vector<PairMatcher>& matchers,
                                   Progress& progress) {
  const std::vector<PlannedPuzzle> plan = plan_bench(request);
  std::vector<PairsLine> lines;
  std::vector<MatcherTally> tallies;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    progress.report(fmt::format("{} px worn, {}", request.cut.erode, plan[i].dataset),
                    static_cast<double>(i) / static_cast<double>(plan.size()));
    const CutPuzzle made = make_bench_puzzle(plan[i], request).made;
    if (tallies.empty()) {
      for (const PairMatcher& m : matchers)
        tallies.push_back({.matcher = &m, .start = start_line(m, plan[i].dataset, made)});
    }
    measure_puzzle(made, {request.bench.partial, Random(request.cut.seed, i).next()}, tallies);
    if (i + 1 < plan.size() && plan[i + 1].dataset == plan[i].dataset) continue;
    request.bench.partial ? add_partial_lines(tallies, lines) : add_lines(tallies, lines);
    tallies.clear();
  }
  return lines;
}

std::vector<PairsLine> measure_at_each_wear(BenchRequest request, const std::vector<PairMatcher>& matchers,
                                            Progress& progress) {
  if (request.bench.worn.empty()) return measure_all(request, matchers, progress);
  std::vector<PairsLine> lines;
  for (const int erode : worn_pixels(request.bench)) {
    request.cut.erode = erode;
    for (PairsLine& line : measure_all(request, matchers, progress)) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

int run_bench_pairs(const BenchRequest& request) {
  Progress progress(progress_style(request.common.quiet));
  const std::vector<PairMatcher> matchers = asked_matchers(request.bench);
  const OutFolder out(request.output, {request.datasets.begin(), request.datasets.end()});
  const std::vector<PairsLine> lines = measure_at_each_wear(request, matchers, progress);
  progress.clear();
  write_pairs_report(out.path(), lines, request);
  const bool has_results = std::filesystem::exists(out.path() / "results.csv");
  write_bench_report(out.path(), has_results ? read_bench_lines(out.path()) : std::vector<BenchLine>(), {out.path()});
  if (request.common.quiet) return 0;
  fmt::print("{}written      {}, pairs.csv, pairs-table.csv, pairs.json, report.html\n", pairs_table(pairs_rows(lines)),
             display_name(out.path() / "pairs.png"));
  return 0;
}

}  // namespace solve_puzzle
