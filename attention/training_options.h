// SPDX-License-Identifier: Apache-2.0
// The options of training the seam matcher: plain struct with defaults. No OpenCV.
#pragma once

#include "puzzles/options.h"

namespace solve_puzzle {

struct TrainingOptions {
  int steps = 4000;
  int sets_per_step = 4;
  int queries_per_set = 24;
  int candidates_per_query = 16;
  double learning_rate = 3e-3;
  double weight_decay = 1e-3;
  double partial_share = 0.15;
  double stretch_weight = 0.03;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "steps", .help = "steps of training", .min = 1, .max = 1e8}, self.steps);
    visitor({.name = "sets-per-step", .help = "puzzles that one step sees", .min = 1, .max = 1024}, self.sets_per_step);
    visitor({.name = "queries-per-set", .help = "sides asked per puzzle and step", .min = 1, .max = 65536},
            self.queries_per_set);
    visitor({.name = "candidates-per-query", .help = "partners that a side is shown", .min = 2, .max = 1024},
            self.candidates_per_query);
    visitor({.name = "learning-rate", .help = "of AdamW at its height", .min = 0, .max = 1}, self.learning_rate);
    visitor({.name = "weight-decay", .help = "of AdamW", .min = 0, .max = 1}, self.weight_decay);
    visitor({.name = "partial-share",
             .help = "share of the steps whose seams are shared in part only",
             .placeholder = "FRACTION",
             .min = 0,
             .max = 1},
            self.partial_share);
    visitor({.name = "stretch-weight",
             .help = "weight of knowing which stretch touches (crf) beside knowing the partner",
             .min = 0,
             .max = 100},
            self.stretch_weight);
  }
};

}  // namespace solve_puzzle
