// SPDX-License-Identifier: Apache-2.0
// The sizes of a self-attention: with its weights all that there is to save. No torch.
#pragma once

#include "puzzles/options.h"

namespace solve_puzzle {

struct SelfAttentionOptions {
  int size = 64;     ///< of a token, d; a multiple of heads
  int heads = 4;     ///< parts of a token that attend each by itself
  int layers = 2;    ///< of attention
  int hidden = 128;  ///< inside the pointwise network of a layer

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "size", .help = "numbers in a token, a multiple of heads", .min = 1, .max = 4096}, self.size);
    visitor({.name = "heads", .help = "parts of a token that attend each by itself", .min = 1, .max = 64}, self.heads);
    visitor({.name = "layers", .help = "layers of attention", .min = 0, .max = 64}, self.layers);
    visitor({.name = "hidden", .help = "numbers inside the pointwise network", .min = 1, .max = 16384}, self.hidden);
  }
};

}  // namespace solve_puzzle
