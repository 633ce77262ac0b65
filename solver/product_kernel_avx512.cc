// SPDX-License-Identifier: Apache-2.0
#include "solver/product_kernel.h"

#define KERNEL_NAME "avx512"
#define KERNEL_ROWS 12
#define KERNEL_VECTORS 2
#define KERNEL_WIDTH 16
#define KERNEL_FUNCTION avx512_product_kernel

namespace solve_puzzle {
ProductKernel KERNEL_FUNCTION();
}

#include "solver/product_kernel.inc"
