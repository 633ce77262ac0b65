// SPDX-License-Identifier: Apache-2.0
#include <immintrin.h>

#include "solver/product_kernel.h"

#define KERNEL_NAME "avx512"
#define KERNEL_ROWS 12
#define KERNEL_VECTORS 2
#define KERNEL_WIDTH 16
#define KERNEL_FUNCTION avx512_product_kernel

#define KERNEL_APPENDS

namespace solve_puzzle {
ProductKernel KERNEL_FUNCTION();

namespace {

/// Appends `first` + the lanes that are set, without a branch.
short* append_lanes(int __attribute__((vector_size(64))) found, int first, short* places) {
  const __m512i lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const auto bits = reinterpret_cast<__m512i>(found);
  const __mmask16 mask = _mm512_test_epi32_mask(bits, bits);
  const __m512i packed = _mm512_maskz_compress_epi32(mask, _mm512_add_epi32(_mm512_set1_epi32(first), lanes));
  _mm512_mask_cvtepi32_storeu_epi16(places, 0xFFFF, packed);
  return places + __builtin_popcount(mask);
}

}  // namespace
}  // namespace solve_puzzle

#include "solver/product_kernel.inc"
