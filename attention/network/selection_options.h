// SPDX-License-Identifier: Apache-2.0
// The sizes of a selection: with its kind and its weights all that there is to save. No torch.
#pragma once

#include "puzzles/options.h"

namespace solve_puzzle {

struct SelectionOptions {
  int features = 32;     ///< of a position, F
  int channels = 4;      ///< of the raw seam, C
  int query = 32;        ///< Q
  int width = 32;        ///< inside the selection; also of what the hard one gives
  bool is_ring = false;  ///< crf: the last position touches the first
  int glimpses = 2;      ///< hard: T
  int window = 9;        ///< hard: positions that one glimpse sees; odd

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "features", .help = "features of a position", .min = 1, .max = 4096}, self.features);
    visitor({.name = "channels", .help = "channels of the raw seam", .min = 1, .max = 1024}, self.channels);
    visitor({.name = "query", .help = "numbers in a query", .min = 1, .max = 4096}, self.query);
    visitor({.name = "width", .help = "features inside the selection", .min = 1, .max = 4096}, self.width);
    visitor({.name = "ring", .help = "crf: the last position of a seam touches its first"}, self.is_ring);
    visitor({.name = "glimpses", .help = "hard: how often it looks", .min = 1, .max = 64}, self.glimpses);
    visitor({.name = "window", .help = "hard: positions that one look sees (odd)", .min = 1, .max = 255}, self.window);
  }
};

}  // namespace solve_puzzle
