// SPDX-License-Identifier: Apache-2.0
// One run of training: steps, learning curve, judgement on photos kept apart, checkpoints. No command line.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "attention/seam_network.h"
#include "tools/commands/set_stream.h"
#include "tools/commands/training_photos.h"
#include "tools/requests.h"

namespace solve_puzzle {

/// Beside the weights file OUT.safetensors it keeps OUT.curve.csv, the learning curve, and OUT.checkpoint, from which a
/// run goes on.
class TrainingRun {
 public:
  /// Throws: Error when there are no photos to learn from, or (with resume) the checkpoint is missing or of other
  /// options.
  TrainingRun(const TrainRequest& request, const std::atomic<bool>& stop, std::function<void(const std::string&)> say);

  /// Trains until the last step, until nothing gets better, or until stopped; then writes the best weights.
  /// Throws: Error when the loss is not a number any more or a file cannot be written; the last checkpoint stays.
  void run();

 private:
  struct Judgement {
    std::vector<double> accuracy;  ///< of each kept-apart setting: fair top-1, or verdicts on torn seams
    double mean = 0;
  };

  /// Puzzles kept apart that are cut in one way.
  struct HeldOut {
    std::string setting;
    std::vector<std::shared_ptr<const TrainingSet>> sets;
  };

  static std::vector<HeldOut> square_sets(const TrainingPhotos& photos, const SeamOptions& seam);
  static std::vector<HeldOut> torn_sets(const TrainingPhotos& photos, const SeamOptions& seam);
  bool is_torn() const { return request_.run.kind == "torn"; }
  double learning_rate(std::int64_t step) const;
  Judgement judge() const;
  bool judge_and_keep(std::int64_t step, const TrainingReport& mean);
  void write_checkpoint(std::int64_t step) const;
  void resume();
  Weights best_weights() const;

  const TrainRequest& request_;
  const std::atomic<bool>& stop_;
  std::function<void(const std::string&)> say_;
  std::filesystem::path output_, curve_, checkpoint_;
  TrainingPhotos photos_;
  std::unique_ptr<SeamNetwork> network_;
  SetStream stream_;
  std::vector<HeldOut> held_out_;
  std::string curve_text_;
  std::int64_t first_step_ = 0;
  double best_ = -1;
  int num_worse_ = 0;
  std::vector<WeightTensor> best_tensors_;
};

}  // namespace solve_puzzle
