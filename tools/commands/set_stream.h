// SPDX-License-Identifier: Apache-2.0
// The sets that a training run sees, step by step, made ahead in the background. No learning.
#pragma once

#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <vector>

#include "tools/commands/training_sets.h"

namespace solve_puzzle {

/// Groups of sets whose sides have one length. Every group stays a while in a window, from which each step draws one.
/// What a step sees depends on the seed and its number alone, so a run that goes on sees what it would have seen.
class SetStream {
 public:
  struct Options {
    int sets_per_group = 4;
    int depth = 6;
    bool is_whole = false;  ///< bands as deep as the pieces
    bool is_torn = false;   ///< seams of torn photos, not sides of tiles
    std::uint64_t seed = 1;
  };

  /// `photos` must outlive it.
  SetStream(const TrainingPhotos& photos, const Options& options) : photos_(photos), options_(options) {}
  ~SetStream();

  std::vector<std::shared_ptr<const TrainingSet>> at(std::int64_t step);

 private:
  using Group = std::vector<std::shared_ptr<const TrainingSet>>;
  Group make(std::int64_t index) const;
  Group make_torn(std::int64_t index) const;
  void begin(std::int64_t index);

  const TrainingPhotos& photos_;
  Options options_;
  std::map<std::int64_t, std::shared_future<Group>> groups_;
};

}  // namespace solve_puzzle
