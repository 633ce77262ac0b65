// SPDX-License-Identifier: Apache-2.0
#include "solver/product_kernel.h"

namespace solve_puzzle {

#ifdef SOLVE_PUZZLE_X86_KERNELS
ProductKernel avx2_product_kernel();
ProductKernel avx512_product_kernel();
#endif

ProductKernel best_product_kernel() {
#ifdef SOLVE_PUZZLE_X86_KERNELS
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return avx512_product_kernel();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return avx2_product_kernel();
#endif
  return generic_product_kernel();
}

}  // namespace solve_puzzle
