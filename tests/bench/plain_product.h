// SPDX-License-Identifier: Apache-2.0
// The rate of a plain large matrix product of the system's BLAS: what the all-pairs stage is measured against. Not used
// by any library.
#pragma once

#include <optional>
#include <string>

namespace solve_puzzle {

/// Gives operations per second of a 2048 × 2048 × 2048 single-precision product on some threads, the best of several
/// runs; nothing when the benchmarks were built without a BLAS that has cblas_sgemm. Measured once per thread count.
std::optional<double> plain_product_rate(int threads);

/// Names the kernel that OpenBLAS chose; empty for another BLAS.
std::string blas_kernel_name();

}  // namespace solve_puzzle
