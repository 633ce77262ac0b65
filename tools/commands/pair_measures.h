// SPDX-License-Identifier: Apache-2.0
// Measures of judged pairs beyond who is first: how well scores tell true from false, and whether probabilities are
// honest (puzzles/calibration.h). No solving.
#pragma once

#include <cstddef>
#include <vector>

#include "attention/training.h"
#include "puzzles/calibration.h"

namespace solve_puzzle {

/// Collects scores of true partners and of their rivals; gives the area under the ROC curve.
class RocArea {
 public:
  /// Adds every side's true partner and its `num_false` best false candidates by `order` (such as classical scores).
  void add(const TrainingSet& set, const std::vector<float>& scores, const std::vector<float>& order, int num_false);

  /// Gives the chance that a true pair scores above a false one, ties half. 0.5 when there is nothing to compare.
  double area() const;

 private:
  std::vector<float> true_;
  std::vector<float> false_;
};

/// Adds every side's first choice among its candidates and "no partner".
void add_first_choices(const TrainingSet& set, const std::vector<float>& log_probability,
                       const std::vector<float>& log_no_partner, Calibration& calibration);

}  // namespace solve_puzzle
