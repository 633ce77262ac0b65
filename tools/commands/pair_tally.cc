// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pair_tally.h"

#include <algorithm>

#include "tools/commands/list_accuracy.h"

namespace solve_puzzle {

void PairTally::add(const TrainingSet& set, const MatcherScores& own, const std::vector<float>& alone,
                    const std::vector<float>& order) {
  constexpr int kNumFalse = 20;
  const ListAccuracy accuracy = list_accuracy(set, own.scores);
  strict_ += accuracy.strict * accuracy.num_queries;
  fair_ += accuracy.fair * accuracy.num_queries;
  num_queries_ += accuracy.num_queries;
  ++num_puzzles_;
  roc_.add(set, alone, order, kNumFalse);
  if (!own.no_partner) return;
  add_first_choices(set, own.scores, *own.no_partner, calibration_);
  has_probabilities_ = true;
}

PairsLine PairTally::line(PairsLine line) const {
  line.puzzles = num_puzzles_;
  line.queries = num_queries_;
  line.strict = strict_ / std::max(1, num_queries_);
  line.fair = fair_ / std::max(1, num_queries_);
  line.roc_area = roc_.area();
  if (has_probabilities_) line.calibration_error = calibration_.error();
  return line;
}

}  // namespace solve_puzzle
