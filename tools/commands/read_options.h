// SPDX-License-Identifier: Apache-2.0
// Which of the options of solve() say how pictures are read.
#pragma once

#include "io/read_puzzle.h"
#include "solver/options.h"

namespace solve_puzzle {

inline ReadOptions read_options(const SolveOptions& options) {
  ReadOptions result;
  result.kind = options.kind;
  result.rotation = options.rotation;
  result.background = options.background;
  return result;
}

}  // namespace solve_puzzle
