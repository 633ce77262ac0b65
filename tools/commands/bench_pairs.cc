// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_pairs.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>

#include "attention/seam_matcher.h"
#include "io/file_names.h"
#include "io/read_puzzle.h"
#include "puzzles/parallel.h"
#include "solver/context.h"
#include "solver/learned.h"
#include "tools/commands/list_accuracy.h"
#include "tools/commands/pair_measures.h"
#include "tools/commands/read_photo.h"
#include "tools/commands/training_sets.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

/// One step's scores of one matcher, over all photos.
struct Measures {
  double strict = 0;
  double fair = 0;
  RocArea roc;
  CalibrationError calibration;
  int num_photos = 0;

  void add(const TrainingSet& set, const std::vector<float>& scores, const std::vector<float>& order,
           const std::vector<float>& no_partner) {
    const ListAccuracy accuracy = list_accuracy(set, scores);
    strict += accuracy.strict;
    fair += accuracy.fair;
    roc.add(set, scores, order, 20);
    calibration.add(set, scores, no_partner);
    ++num_photos;
  }
};

/// A matcher and what it measured before and after its context step.
struct Contestant {
  std::string name;
  std::unique_ptr<SeamMatcher> matcher;  ///< null: classical
  Measures alone, normalised, with_loops;
  double seconds = 0;
  std::int64_t num_pairs = 0;
};

void measure(Contestant& contestant, const LabelledLists& made) {
  const PairGraph& graph = made.list.graph;
  const std::vector<float>& order = made.list.evidence.objective;
  std::vector<float> logits;
  ContextOptions context;
  if (contestant.matcher) {
    const auto begin = std::chrono::steady_clock::now();
    logits = contestant.matcher->judge(made.set.bands, made.set.lists);
    contestant.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    context = LearnedOptions{}.context;
  } else {
    logits = rival_logits(graph, context.sharpness);
  }
  contestant.num_pairs += graph.num_entries();
  const PairEvidence evidence = judge_logits(graph, logits, context);
  std::vector<float> alone = logits;
  if (!contestant.matcher) {
    for (std::size_t e = 0; e < alone.size(); ++e) alone[e] = -graph.dissimilarity[e];
  }
  contestant.alone.add(made.set, alone, order, std::vector<float>(made.set.target.size(), -1e9F));
  contestant.normalised.add(made.set, evidence.objective, order, evidence.no_partner);
  contestant.with_loops.add(made.set, evidence.guide, order, evidence.no_partner);
}

}  // namespace

int run_bench_pairs(const BenchRequest& request) {
  const ThreadLimit limit(request.common.threads);
  std::vector<Contestant> contestants(1);
  contestants.front().name = "classical";
  for (const std::string& file : request.bench.compare) {
    Contestant& contestant = contestants.emplace_back();
    contestant.name = std::filesystem::path(file).stem().string();
    contestant.matcher = std::make_unique<SeamMatcher>(read_weights_file(file));
  }
  for (const std::filesystem::path& photo : list_pictures({request.datasets.begin(), request.datasets.end()})) {
    const CutPuzzle made = cut({read_photo(photo, request.bench.resize, request.cut.seed)}, request.cut);
    for (Contestant& contestant : contestants) {
      measure(contestant, labelled_lists(made, contestant.matcher ? contestant.matcher->depth() : 2));
    }
  }
  for (const Contestant& c : contestants) {
    for (const auto& [step, m] : {std::pair<const char*, const Measures*>{"alone", &c.alone},
                                  {"normalised", &c.normalised},
                                  {"with loops", &c.with_loops}}) {
      fmt::print("{:20} {:12} strict {:.4f} fair {:.4f} roc {:.4f} ece {:.4f}\n", c.name, step,
                 m->strict / m->num_photos, m->fair / m->num_photos, m->roc.area(), m->calibration.error());
    }
    if (c.matcher) fmt::print("{:20} {:.1f} us/pair\n", c.name, 1e6 * c.seconds / static_cast<double>(c.num_pairs));
  }
  return 0;
}

}  // namespace solve_puzzle
