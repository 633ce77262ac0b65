// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/plain_product.h"

#include <ctime>

namespace solve_puzzle {

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace solve_puzzle

#ifdef SOLVE_PUZZLE_BENCH_BLAS

#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <vector>

#include "attention/process_tuning.h"
#include "puzzles/random.h"

extern "C" void cblas_sgemm(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha,
                            const float* a, int lda, const float* b, int ldb, float beta, float* c, int ldc);

namespace solve_puzzle {
namespace {

constexpr int kSize = 2048;
constexpr int kRowMajor = 101;
constexpr int kNoTranspose = 111;

template <class Function>
Function* loaded_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

/// Gives the rates of the fastest of several products.
ProductRate best_rate() {
  Random random(1);
  std::vector<float> a(static_cast<std::size_t>(kSize) * kSize);
  for (float& v : a) v = static_cast<float>(random.uniform());
  const std::vector<float> b = a;
  std::vector<float> c(a.size());
  constexpr double kOperations = 2.0 * kSize * kSize * kSize;
  ProductRate best;
  for (int run = 0; run < 5; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const double processor_start = processor_seconds();
    cblas_sgemm(kRowMajor, kNoTranspose, kNoTranspose, kSize, kSize, kSize, 1, a.data(), kSize, b.data(), kSize, 0,
                c.data(), kSize);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    best.by_clock = std::max(best.by_clock, kOperations / seconds.count());
    best.by_processor = std::max(best.by_processor, kOperations / (processor_seconds() - processor_start));
  }
  return best;
}

}  // namespace

std::optional<ProductRate> plain_product_rate(int threads) {
  unsetenv("OPENBLAS_CORETYPE");  // the best kernel of this processor, whatever somebody chose
  choose_blas_kernel();
  static std::map<int, ProductRate> rates;
  if (!rates.contains(threads)) {
    if (auto* set_threads = loaded_function<void(int)>("openblas_set_num_threads")) set_threads(threads);
    rates[threads] = best_rate();
  }
  return rates[threads];
}

std::string blas_kernel_name() {
  auto* name = loaded_function<char*()>("openblas_get_corename");
  return name == nullptr ? "" : name();
}

}  // namespace solve_puzzle

#else

namespace solve_puzzle {

std::optional<ProductRate> plain_product_rate(int) { return std::nullopt; }
std::string blas_kernel_name() { return ""; }

}  // namespace solve_puzzle

#endif
