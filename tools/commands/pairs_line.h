// SPDX-License-Identifier: Apache-2.0
// What one matcher measured at one step on one dataset: a line of pairs.csv. The columns are listed once, in the order
// of the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace solve_puzzle {

/// Shares are in [0, 1]. What a matcher does not have, or nobody measured, is left out.
struct PairsLine {
  std::string dataset;
  std::string matcher;    ///< classical, or the name of the weights file
  std::string attention;  ///< empty: classical
  bool self_attention = false;
  std::string step;  ///< alone (the matcher's own scores), normalised (among rivals), with loops
  std::string rotation;
  int erode = 0;
  bool partial = false;  ///< seams share a stretch only
  int puzzles = 0;
  int queries = 0;  ///< sides that have a partner
  double strict = 0;
  double fair = 0;
  double roc_area = 0;
  std::optional<double> calibration_error;    ///< none for scores that are no probabilities
  std::optional<double> stretch_iou;          ///< mean over true pairs; partial seams, CRF only
  std::optional<std::int64_t> multiply_adds;  ///< of the network per pair
  std::optional<double> microseconds;         ///< of one thread's processor time per pair

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor("dataset", self.dataset);
    visitor("matcher", self.matcher);
    visitor("attention", self.attention);
    visitor("self_attention", self.self_attention);
    visitor("step", self.step);
    visitor("rotation", self.rotation);
    visitor("erode", self.erode);
    visitor("partial", self.partial);
    visitor("puzzles", self.puzzles);
    visitor("queries", self.queries);
    visitor("strict", self.strict);
    visitor("fair", self.fair);
    visitor("roc_area", self.roc_area);
    visitor("calibration_error", self.calibration_error);
    visitor("stretch_iou", self.stretch_iou);
    visitor("multiply_adds", self.multiply_adds);
    visitor("microseconds", self.microseconds);
  }
};

}  // namespace solve_puzzle
