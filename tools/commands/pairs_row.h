// SPDX-License-Identifier: Apache-2.0
// A row of the table of a bench of pairs: files of one architecture taken together, mean and spread of what they
// measured. The columns of pairs-table.csv are listed once, in the order of the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/commands/pairs_line.h"

namespace solve_puzzle {

/// Over those files of a row that have the measure. The deviation is that of a sample; one file has none.
struct Spread {
  std::optional<double> mean;
  std::optional<double> deviation;
};

struct PairsRow {
  std::string dataset;
  std::string name;  ///< of the only file, else of the architecture
  std::string step, rotation;
  int erode = 0;
  bool partial = false;
  int files = 0;  ///< of one architecture, as from several seeds of training
  int puzzles = 0;
  int queries = 0;
  bool is_learned = false;
  Spread strict, fair, roc_area, calibration_error, stretch_iou, microseconds;
  std::optional<std::int64_t> multiply_adds;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor("dataset", self.dataset);
    visitor("name", self.name);
    visitor("step", self.step);
    visitor("rotation", self.rotation);
    visitor("erode", self.erode);
    visitor("partial", self.partial);
    visitor("files", self.files);
    visitor("puzzles", self.puzzles);
    visitor("queries", self.queries);
    visitor("strict", self.strict.mean);
    visitor("strict_deviation", self.strict.deviation);
    visitor("fair", self.fair.mean);
    visitor("fair_deviation", self.fair.deviation);
    visitor("roc_area", self.roc_area.mean);
    visitor("roc_area_deviation", self.roc_area.deviation);
    visitor("calibration_error", self.calibration_error.mean);
    visitor("calibration_error_deviation", self.calibration_error.deviation);
    visitor("stretch_iou", self.stretch_iou.mean);
    visitor("stretch_iou_deviation", self.stretch_iou.deviation);
    visitor("multiply_adds", self.multiply_adds);
    visitor("microseconds", self.microseconds.mean);
    visitor("microseconds_deviation", self.microseconds.deviation);
  }
};

/// Groups lines of the same puzzles, step and architecture (attention, self-attention, multiply–adds), in the order in
/// which groups begin.
std::vector<PairsRow> pairs_rows(const std::vector<PairsLine>& lines);

}  // namespace solve_puzzle
