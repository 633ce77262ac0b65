// SPDX-License-Identifier: Apache-2.0
// The rate of a plain large matrix product of the system's BLAS: what the all-pairs stage is measured against. Not used
// by any library.
#pragma once

#include <optional>
#include <string>

namespace solve_puzzle {

/// Operations per second of the clock, and per second of processor time, which other work on the machine does not
/// change.
struct ProductRate {
  double by_clock = 0;
  double by_processor = 0;
};

/// Gives the rate of a 2048 × 2048 × 2048 single-precision product on some threads, the best of several runs; nothing
/// when the benchmarks were built without a BLAS that has cblas_sgemm. Measured once per thread count.
std::optional<ProductRate> plain_product_rate(int threads);

/// Gives the seconds that all threads of this process have computed.
double processor_seconds();

/// Names the kernel that OpenBLAS chose; empty for another BLAS.
std::string blas_kernel_name();

}  // namespace solve_puzzle
