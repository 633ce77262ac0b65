// SPDX-License-Identifier: Apache-2.0
#include "solver/product_kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "puzzles/random.h"

namespace solve_puzzle {

#if defined(__x86_64__)
ProductKernel avx2_product_kernel();
ProductKernel avx512_product_kernel();
#endif

namespace {

std::vector<ProductKernel> kernels_of_this_processor() {
  std::vector<ProductKernel> kernels = {generic_product_kernel()};
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) kernels.push_back(avx2_product_kernel());
  if (__builtin_cpu_supports("avx512f")) kernels.push_back(avx512_product_kernel());
#endif
  return kernels;
}

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// A kernel with random input of some depth, and the product in double precision.
struct Tile {
  Tile(const ProductKernel& kernel_used, int depth_used) : kernel(kernel_used), depth(depth_used) {
    Random random(static_cast<std::uint64_t>(depth) + 1);
    for (int i = 0; i < depth * kernel.num_rows; ++i) left.push_back(static_cast<float>(random.normal()));
    for (int i = 0; i < depth * kernel.num_columns; ++i) right.push_back(static_cast<float>(random.normal()));
    for (int r = 0; r < kernel.num_rows; ++r) {
      for (int c = 0; c < kernel.num_columns; ++c) {
        double sum = 0;
        for (int k = 0; k < depth; ++k) {
          sum += static_cast<double>(left[k * kernel.num_rows + r]) * right[k * kernel.num_columns + c];
        }
        naive.push_back(sum);
      }
    }
    row_bound.assign(kernel.num_rows, -kInfinity);
    column_bound.assign(kernel.num_columns, -kInfinity);
    out.assign(naive.size(), 12345.0F);
  }

  bool run() {
    return kernel.tile(left.data(), right.data(), depth, row_bound.data(), column_bound.data(), out.data());
  }
  bool is_untouched() const {
    return std::all_of(out.begin(), out.end(), [](float v) { return v == 12345.0F; });
  }

  ProductKernel kernel;
  int depth;
  std::vector<float> left, right, row_bound, column_bound, out;
  std::vector<double> naive;
};

TEST(ProductKernel, EqualsANaiveProduct) {
  for (const ProductKernel& kernel : kernels_of_this_processor()) {
    for (const int depth : {0, 1, 2, 7, 86, 182}) {
      SCOPED_TRACE(kernel.name + std::string(", depth ") + std::to_string(depth));
      Tile tile(kernel, depth);
      std::fill(tile.row_bound.begin(), tile.row_bound.end(), kInfinity);
      ASSERT_TRUE(tile.run());
      for (std::size_t i = 0; i < tile.naive.size(); ++i) EXPECT_NEAR(tile.out[i], tile.naive[i], 1e-5 * (depth + 1));
    }
  }
}

TEST(ProductKernel, SaysNothingWhenNoEntryIsWithinABound) {
  for (const ProductKernel& kernel : kernels_of_this_processor()) {
    Tile tile(kernel, 30);
    const auto below_all = static_cast<float>(*std::min_element(tile.naive.begin(), tile.naive.end()) - 1e-3);
    std::fill(tile.row_bound.begin(), tile.row_bound.end(), below_all);
    std::fill(tile.column_bound.begin(), tile.column_bound.end(), below_all);
    EXPECT_FALSE(tile.run()) << kernel.name;
    EXPECT_TRUE(tile.is_untouched()) << kernel.name;
  }
}

TEST(ProductKernel, OneEntryWithinOneBoundIsFound) {
  for (const ProductKernel& kernel : kernels_of_this_processor()) {
    for (int r = 0; r < kernel.num_rows; ++r) {
      for (int c = 0; c < kernel.num_columns; ++c) {
        Tile tile(kernel, 9);
        const auto i = static_cast<std::size_t>(r * kernel.num_columns + c);
        const auto row = tile.naive.begin() + r * kernel.num_columns;
        if (*std::min_element(row, row + kernel.num_columns) == tile.naive[i]) {
          tile.row_bound[r] = static_cast<float>(tile.naive[i] + 1e-4);
          EXPECT_TRUE(tile.run()) << kernel.name << " row " << r;
        }
        Tile other(kernel, 9);
        other.column_bound[c] = static_cast<float>(other.naive[i] + 1e-4);
        EXPECT_TRUE(other.run()) << kernel.name << " column " << c;
        EXPECT_NEAR(other.out[i], other.naive[i], 1e-4);
      }
    }
  }
}

TEST(ProductKernel, AnEntryAtItsBoundCounts) {
  for (const ProductKernel& kernel : kernels_of_this_processor()) {
    Tile tile(kernel, 0);
    tile.column_bound.back() = 0;
    EXPECT_TRUE(tile.run()) << kernel.name;
  }
}

TEST(ProductKernel, FindsEveryEntryWithinABound) {
  for (const ProductKernel& kernel : kernels_of_this_processor()) {
    Tile tile(kernel, 3);
    std::fill(tile.row_bound.begin(), tile.row_bound.end(), kInfinity);
    ASSERT_TRUE(tile.run());
    for (const float bound : {-kInfinity, -1.0F, 0.0F, kInfinity}) {
      std::fill(tile.row_bound.begin(), tile.row_bound.end(), bound - 2);
      std::fill(tile.column_bound.begin(), tile.column_bound.end(), bound - 3);
      tile.row_bound[1] = bound;
      tile.column_bound.back() = bound;
      std::vector<short> expected;
      for (std::size_t i = 0; i < tile.out.size(); ++i) {
        const auto row = i / static_cast<std::size_t>(kernel.num_columns);
        const auto column = i % static_cast<std::size_t>(kernel.num_columns);
        if (tile.out[i] <= std::max(tile.row_bound[row], tile.column_bound[column])) {
          expected.push_back(static_cast<short>(i));
        }
      }
      std::vector<short> found(tile.out.size());
      found.resize(static_cast<std::size_t>(
          kernel.find(tile.out.data(), tile.row_bound.data(), tile.column_bound.data(), found.data())));
      EXPECT_EQ(found, expected) << kernel.name << ", bound " << bound;
    }
  }
}

TEST(ProductKernel, TheBestIsTheWidestThatRuns) {
  EXPECT_EQ(best_product_kernel().name, std::string(kernels_of_this_processor().back().name));
}

}  // namespace
}  // namespace solve_puzzle
