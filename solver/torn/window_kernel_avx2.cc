// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/window_kernel.inc"

namespace solve_puzzle {

WindowKernel avx2_window_kernel() { return {.advance = advance, .score = score}; }

}  // namespace solve_puzzle
