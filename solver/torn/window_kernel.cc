// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/window_kernel.h"

namespace solve_puzzle {

#ifdef SOLVE_PUZZLE_X86_KERNELS
WindowKernel avx2_window_kernel();
#endif

WindowKernel best_window_kernel() {
#ifdef SOLVE_PUZZLE_X86_KERNELS
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) return avx2_window_kernel();
#endif
  return generic_window_kernel();
}

}  // namespace solve_puzzle
