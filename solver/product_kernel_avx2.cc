// SPDX-License-Identifier: Apache-2.0
#include "solver/product_kernel.h"

#define KERNEL_NAME "avx2"
#define KERNEL_ROWS 6
#define KERNEL_VECTORS 2
#define KERNEL_WIDTH 8
#define KERNEL_FUNCTION avx2_product_kernel

namespace solve_puzzle {
ProductKernel KERNEL_FUNCTION();
}

#include "solver/product_kernel.inc"
