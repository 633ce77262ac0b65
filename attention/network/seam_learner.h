// SPDX-License-Identifier: Apache-2.0
// One class owns the seam matcher's network and its optimiser and speaks plain structs. No files, no photos.
#pragma once

#include <memory>

#include "attention/network/adamw.h"
#include "attention/network/seam_net.h"
#include "attention/seam_network.h"

namespace solve_puzzle {

/// Learning: softmax over a side's candidates and "no partner", cross-entropy with the truth. The CRF also learns which
/// stretch touches; the sampled selection also learns by REINFORCE what to look at, in every other step.
class SeamLearner : public SeamNetwork {
 public:
  SeamLearner(const SeamOptions& options, std::uint64_t seed, torch::Device device = torch::kCPU);

  std::unique_ptr<SeamSession> open(const PuzzleBands& bands, const MatchLists& lists) const override;
  std::int64_t num_multiply_adds(int length) const override { return net_.ptr()->num_multiply_adds(length); }
  void load(const Weights& weights) override;
  std::vector<WeightTensor> tensors() const override;
  TrainingReport train(const TrainingBatch& batch, const TrainingOptions& options, double learning_rate) override;
  std::vector<WeightTensor> optimiser_tensors() const override;
  void load_optimiser(const Weights& weights) override;

 private:
  AdamW& optimiser(const TrainingOptions& options);

  mutable SeamNet net_;
  std::unique_ptr<AdamW> optimiser_;
  std::unique_ptr<Weights> waiting_state_;  ///< of an optimiser that is not made yet
};

}  // namespace solve_puzzle
