// SPDX-License-Identifier: Apache-2.0
// The architecture of the seam matcher: what is saved beside its weights. No torch.
#pragma once

#include <string>

#include "puzzles/options.h"

namespace solve_puzzle {

struct SeamOptions {
  std::string attention = "mean";
  bool self_attention = false;
  int depth = 6;
  int width = 48;
  int blocks = 3;
  int token = 32;
  int hidden = 32;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "attention",
             .help = "how the network chooses where to look along a seam",
             .choices = {"crf", "soft", "hard", "mean", "whole"}},
            self.attention);
    visitor({.name = "self-attention", .help = "pieces and candidates are read in the light of the others"},
            self.self_attention);
    visitor({.name = "depth", .help = "pixels on either side of a seam", .min = 2, .max = 64}, self.depth);
    visitor({.name = "width", .help = "channels of the seam encoder", .min = 1, .max = 1024}, self.width);
    visitor({.name = "blocks", .help = "residual blocks of the seam encoder", .min = 0, .max = 16}, self.blocks);
    visitor({.name = "token", .help = "numbers that describe a piece", .min = 4, .max = 1024}, self.token);
    visitor({.name = "hidden", .help = "hidden units of the verdict", .min = 1, .max = 1024}, self.hidden);
  }
};

}  // namespace solve_puzzle
