// SPDX-License-Identifier: Apache-2.0
#include "solver/product_kernel.h"

#define KERNEL_NAME "generic"
#define KERNEL_ROWS 4
#define KERNEL_VECTORS 2
#define KERNEL_WIDTH 4
#define KERNEL_FUNCTION generic_product_kernel

namespace solve_puzzle {
ProductKernel KERNEL_FUNCTION();
}

#include "solver/product_kernel.inc"
