// SPDX-License-Identifier: Apache-2.0
#include "attention/process_tuning.h"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace solve_puzzle {
namespace {

std::string kernel_name() {
  auto* name = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  return name == nullptr ? "" : name();
}

/// Multiplies two matrices of small integers with whatever BLAS is loaded: exact in single precision.
std::vector<float> blas_product() {
  using Sgemm = void(const char*, const char*, const int*, const int*, const int*, const float*, const float*,
                     const int*, const float*, const int*, const float*, float*, const int*);
  auto* sgemm = reinterpret_cast<Sgemm*>(dlsym(RTLD_DEFAULT, "sgemm_"));
  const int n = 65;
  std::vector<float> a(n * n), b(n * n), c(n * n);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<float>(i % 7);
    b[i] = static_cast<float>(i % 11);
  }
  const float one = 1.0F, zero = 0.0F;
  sgemm("N", "N", &n, &n, &n, &one, a.data(), &n, b.data(), &n, &zero, c.data(), &n);
  return c;
}

class ProcessTuning : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_GT(cv::getNumThreads(), 0);  // OpenCV is linked, and on Debian brings OpenBLAS where that is installed
    if (kernel_name().empty()) GTEST_SKIP() << "OpenBLAS is not loaded in this process";
  }
};

TEST_F(ProcessTuning, GivesTheKernelOfTheProcessorAndTheSameProducts) {
  const std::vector<float> before = blas_product();
  unsetenv("OPENBLAS_CORETYPE");
  choose_blas_kernel();
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    EXPECT_THAT(kernel_name(), testing::AnyOf("Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids"));
  }
#endif
  EXPECT_EQ(blas_product(), before);
}

TEST_F(ProcessTuning, LeavesTheChoiceOfTheUserAlone) {
  const std::string before = kernel_name();
  setenv("OPENBLAS_CORETYPE", "Core2", 1);
  choose_blas_kernel();
  EXPECT_EQ(kernel_name(), before);
  EXPECT_STREQ(std::getenv("OPENBLAS_CORETYPE"), "Core2");
}

}  // namespace
}  // namespace solve_puzzle
