// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pair_matchers.h"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "io/file_names.h"
#include "puzzles/parallel.h"
#include "solver/learned.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

double thread_seconds() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::string unused_name(const std::filesystem::path& file, const std::vector<PairMatcher>& matchers) {
  const std::string name = printable(file.stem().native());
  const bool is_used =
      std::any_of(matchers.begin(), matchers.end(), [&](const PairMatcher& m) { return m.name == name; });
  return is_used ? display_name(file) : name;
}

PairSteps judge_classical(const PairGraph& graph) {
  const ContextOptions context;
  PairSteps steps;
  for (const float dissimilarity : graph.dissimilarity) steps.alone.push_back(-dissimilarity);
  steps.own.scores = steps.alone;
  steps.context = judge_logits(graph, rival_logits(graph, context.sharpness), context);
  return steps;
}

}  // namespace

std::vector<PairMatcher> pair_matchers(const std::vector<std::filesystem::path>& weights) {
  std::vector<PairMatcher> matchers;
  matchers.push_back({"classical", nullptr});
  for (const std::filesystem::path& file : weights) {
    matchers.push_back({unused_name(file, matchers), std::make_unique<SeamMatcher>(read_weights_file(file))});
  }
  return matchers;
}

MatcherScores own_probabilities(const MatchLists& lists, const std::vector<float>& logits) {
  MatcherScores own{.scores = logits, .no_partner = std::vector<float>()};
  for (std::size_t side = 0; side + 1 < lists.row_begin.size(); ++side) {
    const auto first = static_cast<std::size_t>(lists.row_begin[side]);
    const auto last = static_cast<std::size_t>(lists.row_begin[side + 1]);
    float largest = 0;
    for (std::size_t e = first; e < last; ++e) largest = std::max(largest, logits[e]);
    double sum = std::exp(-static_cast<double>(largest));
    for (std::size_t e = first; e < last; ++e) sum += std::exp(static_cast<double>(logits[e] - largest));
    const float log_sum = largest + static_cast<float>(std::log(sum));
    for (std::size_t e = first; e < last; ++e) own.scores[e] -= log_sum;
    own.no_partner->push_back(-log_sum);
  }
  return own;
}

PairSteps judge_steps(const PairMatcher& matcher, const LabelledLists& lists) {
  const PairGraph& graph = lists.list.graph;
  if (!matcher.learned) return judge_classical(graph);
  PairSteps steps;
  steps.alone = matcher.learned->judge(lists.set.bands, lists.set.lists);
  steps.own = own_probabilities(lists.set.lists, steps.alone);
  steps.context = weigh_logits(graph, steps.alone, lists.list.evidence.objective);
  return steps;
}

double microseconds_per_pair(const SeamMatcher& matcher, const TrainingSet& set) {
  const ThreadLimit one(1);
  const double begin = thread_seconds();
  matcher.judge(set.bands, set.lists);
  return 1e6 * (thread_seconds() - begin) / std::max(1, set.lists.num_entries());
}

}  // namespace solve_puzzle
