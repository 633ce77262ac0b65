// SPDX-License-Identifier: Apache-2.0
// The seam matcher as the torch-free code sees it: judging lists, learning, its weights. Implemented by the plug-in.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "attention/match_lists.h"
#include "attention/puzzle_bands.h"
#include "attention/seam_options.h"
#include "attention/training.h"
#include "attention/weights.h"

namespace solve_puzzle {

/// Where a network looked along one seam.
struct SeamLook {
  double log_odds = 0;                ///< against "no partner", before rivals
  std::vector<float> weights;         ///< [length]: attention, sums to one; empty for the whole-picture baseline
  std::vector<float> touch;           ///< [length]: probability that the pieces touched there; CRF only
  std::vector<std::uint8_t> stretch;  ///< [length]: 1 where the most likely stretch runs; CRF only
};

/// One puzzle, prepared: tokens of all pieces are computed. The bands must outlive it. judge() may be called from
/// several threads at once.
class SeamSession {
 public:
  virtual ~SeamSession() = default;

  /// Judges the lists of sides first_side to last_side - 1. Shapes: entry_logits one per entry of these rows,
  /// no_partner one per side; each entry is seen from its own side only.
  virtual void judge(const MatchLists& lists, int first_side, int last_side, std::span<float> entry_logits,
                     std::span<float> no_partner) const = 0;

  /// Looks at one seam; `evidence` as in MatchLists.
  virtual SeamLook look(int side_a, int side_b, std::span<const float> evidence) const = 0;
};

class SeamNetwork {
 public:
  virtual ~SeamNetwork() = default;
  virtual std::unique_ptr<SeamSession> open(const PuzzleBands& bands, const MatchLists& lists) const = 0;
  virtual std::int64_t num_multiply_adds(int length) const = 0;

  /// Throws: Error when a tensor is missing, unknown or of another size.
  virtual void load(const Weights& weights) = 0;
  virtual std::vector<WeightTensor> tensors() const = 0;

  /// Makes one step of training. Throws: Error when the loss is not a finite number; the weights are as before then.
  virtual TrainingReport train(const TrainingBatch& batch, const TrainingOptions& options, double learning_rate) = 0;

  /// What the optimiser remembers, so that a run can go on.
  virtual std::vector<WeightTensor> optimiser_tensors() const = 0;
  virtual void load_optimiser(const Weights& weights) = 0;
};

}  // namespace solve_puzzle
