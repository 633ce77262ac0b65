// SPDX-License-Identifier: Apache-2.0
// One register tile of a single-precision matrix product, tested against running bounds while still in registers.
// Compiled once per instruction set; the best one for this processor is chosen at run time.
#pragma once

namespace solve_puzzle {

/// Shapes: left is [depth][num_rows] and right [depth][num_columns], packed; out is [num_rows][num_columns].
/// Computes out = leftᵀ right and returns whether any entry is at most its row's or its column's bound; only then is
/// out written.
using ProductTile = bool (*)(const float* left, const float* right, int depth, const float* row_bound,
                             const float* column_bound, float* out);

/// Writes the places in `out`, in order, of the entries that are at most their row's or their column's bound. Gives
/// their number. `places` has room for all.
using FindWithinBounds = int (*)(const float* out, const float* row_bound, const float* column_bound, short* places);

struct ProductKernel {
  int num_rows = 0;
  int num_columns = 0;  ///< a power of two
  ProductTile tile = nullptr;
  FindWithinBounds find = nullptr;
  const char* name = "";
};

/// Gives the widest kernel that this processor runs.
ProductKernel best_product_kernel();

ProductKernel generic_product_kernel();

}  // namespace solve_puzzle
