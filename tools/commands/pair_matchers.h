// SPDX-License-Identifier: Apache-2.0
// The matchers that a bench of pairs compares: the classical one and those of weights files, and what they say of
// lists. No measuring of how right they are.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attention/seam_matcher.h"
#include "solver/context.h"
#include "tools/commands/training_sets.h"

namespace solve_puzzle {

struct PairMatcher {
  std::string name;
  std::unique_ptr<SeamMatcher> learned;  ///< null: classical

  /// Gives the lines of pixels per band that it reads.
  int depth() const { return learned ? learned->depth() : SeamOptions{}.depth; }
};

/// Gives the classical matcher and one per file. Throws: Error that names a file that is missing or damaged.
std::vector<PairMatcher> pair_matchers(const std::vector<std::filesystem::path>& weights);

/// Scores of all entries, and what they claim.
struct MatcherScores {
  std::vector<float> scores;                     ///< per entry, larger is better
  std::optional<std::vector<float>> no_partner;  ///< per side; then all are log probabilities
};

/// What a matcher says of the pairs of a puzzle before and after its context step.
struct PairSteps {
  std::vector<float> alone;  ///< per entry, larger is better
  MatcherScores own;         ///< the same among the candidates of the own side
  PairEvidence context;      ///< normalised: objective; with loops: guide
};

PairSteps judge_steps(const PairMatcher& matcher, const LabelledLists& lists);

/// Gives per entry the log of its share in the softmax of its side's logits and a zero for "no partner", and what is
/// left for that.
MatcherScores own_probabilities(const MatchLists& lists, const std::vector<float>& logits);

/// Judges all lists once more, on this thread alone. Units: microseconds of processor time per entry.
double microseconds_per_pair(const SeamMatcher& matcher, const TrainingSet& set);

}  // namespace solve_puzzle
