// SPDX-License-Identifier: Apache-2.0
// How right judged lists are: the true partner first or not. No solving, no learning.
#pragma once

#include <span>

#include "attention/training.h"

namespace solve_puzzle {

struct ListAccuracy {
  double strict = 0;  ///< share of sides whose best candidate is the true partner; ties share
  double fair = 0;    ///< the same where candidates that show the same pixels as the partner count as it
  int num_queries = 0;
};

/// Judges scores of the entries of a set's lists. Sides without a partner are not asked; a partner that is on no list
/// counts as missed (fair: unless a copy of it is on the list). Fair: copies of the partner are taken together by their
/// summed probability.
ListAccuracy list_accuracy(const TrainingSet& set, std::span<const float> scores);

/// For lists of one candidate each, right or without a target: the share of the right ones above zero and that of the
/// wrong ones below it, mean of both.
double verdict_accuracy(const TrainingSet& set, std::span<const float> scores);

}  // namespace solve_puzzle
