// SPDX-License-Identifier: Apache-2.0
#include "attention/process_tuning.h"

#include <dlfcn.h>

#include <cstdlib>
#include <string_view>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace solve_puzzle {
namespace {

#if defined(__x86_64__)

constexpr const char* kVariable = "OPENBLAS_CORETYPE";

/// A kernel of OpenBLAS by the vector instructions it needs: 2 AVX-512, 1 AVX2 with FMA, 0 less.
int rank_of_kernel(std::string_view name) {
  for (const std::string_view wide : {"SkylakeX", "Cooperlake", "SapphireRapids"}) {
    if (name == wide) return 2;
  }
  for (const std::string_view middle : {"Haswell", "Zen"}) {
    if (name == middle) return 1;
  }
  return 0;
}

int rank_of_processor() {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd")) {
    return 2;
  }
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 1 : 0;
}

template <class Function>
Function* loaded_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

/// OpenBLAS reads the variable when it is loaded. OpenCV may have loaded it long before: then it must choose again.
void choose_again() {
  auto* quit = loaded_function<void()>("gotoblas_dynamic_quit");
  auto* init = loaded_function<void()>("gotoblas_dynamic_init");
  if (quit == nullptr || init == nullptr) return;
  quit();
  init();
}

#endif

}  // namespace

void choose_blas_kernel() {
#if defined(__x86_64__)
  const int rank = rank_of_processor();
  if (std::getenv(kVariable) != nullptr || rank == 0) return;
  auto* name = loaded_function<char*()>("openblas_get_corename");
  if (name != nullptr && rank_of_kernel(name()) >= rank) return;
  setenv(kVariable, rank == 2 ? "SkylakeX" : "Haswell", 0);
  if (name != nullptr) choose_again();
#endif
}

void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
#endif
}

}  // namespace solve_puzzle
