// SPDX-License-Identifier: Apache-2.0
#include "solver/pair_search.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// A few more than asked for are kept by a product, because single precision may swap near ties at the end of a row.
constexpr int kNumSpare = 8;

float exact_value(const PairSearch& search, int row, int column) {
  return static_cast<float>(search.compatibility.of(search.lists.row(row), search.lists.column(column)));
}

void offer(const SideLists& lists, Kept& kept, int row, int column, float value) {
  kept.rows().offer(row, value, lists.column(column));
  kept.columns().offer(column, value, lists.row(row));
}

Operands pack_product(const SideLists& lists, const Compatibility& compatibility) {
  const ProductKernel kernel = best_product_kernel();
  const int depth = compatibility.product_size(lists.length);
  const auto left = [&](int side, float* out) { compatibility.write_left(side, out); };
  const auto right = [&](int side, float* out) { compatibility.write_right(side, out); };
  return {kernel, pack(lists.rows, depth, kernel.num_rows, left),
          pack(lists.columns, depth, kernel.num_columns, right)};
}

Operands pack_bounds(const SideLists& lists, const Compatibility& compatibility) {
  const ProductKernel kernel = best_product_kernel();
  const int depth = compatibility.bound_size(lists.length);
  const auto left = [&](int side, float* out) { compatibility.write_left_bound(side, out); };
  const auto right = [&](int side, float* out) { compatibility.write_right_bound(side, out); };
  return {kernel, pack(lists.rows, depth, kernel.num_rows, left),
          pack(lists.columns, depth, kernel.num_columns, right)};
}

/// Every so many-th side of a list.
std::vector<int> thinned(const std::vector<int>& list, int size) {
  std::vector<int> sample;
  for (int i = 0; i < size; ++i) sample.push_back(list[list.size() * static_cast<std::size_t>(i) / size]);
  return sample;
}

/// Gives the K-th best exact value of a row.
float exact_bound(const PairSearch& search, int row) {
  std::vector<float> values;
  for (const int other : search.lists.columns) {
    const int side = search.lists.row(row);
    if (other != side) values.push_back(static_cast<float>(search.compatibility.of(side, other)));
  }
  if (static_cast<int>(values.size()) < search.num_kept) return std::numeric_limits<float>::infinity();
  const auto nth = values.begin() + search.num_kept - 1;
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

/// Counts the entries of one panel of rows that are within the rows' bounds.
int count_within(const Operands& operands, const std::vector<float>& row_bound, int num_columns) {
  const ProductKernel& kernel = operands.kernel;
  const std::vector<float> no_bound(static_cast<std::size_t>(kernel.num_columns),
                                    -std::numeric_limits<float>::infinity());
  float out[kMaxTile];
  short places[kMaxTile];
  int count = 0;
  for (int column = 0; column < num_columns; column += kernel.num_columns) {
    if (kernel.tile(operands.left.panel(0), operands.right.panel(column / kernel.num_columns), operands.left.depth,
                    row_bound.data(), no_bound.data(), out)) {
      count += kernel.find(out, row_bound.data(), no_bound.data(), places);
    }
  }
  return count;
}

}  // namespace

FoundPairs search_by_product(const PairSearch& search) {
  const SideLists& lists = search.lists;
  FoundPairs found{Kept(lists, search.num_kept + kNumSpare), false};
  const Operands operands = pack_product(lists, search.compatibility);
  const TileSearch tiles(lists, operands, found.kept);
  for_each_block_pair(lists, search.should_stop, [&](Range rows, Range columns) {
    tiles.run(rows, columns, [&](int row, int column, float value) { offer(lists, found.kept, row, column, value); });
  });
  return found;
}

FoundPairs search_by_bounds(const PairSearch& search) {
  const SideLists& lists = search.lists;
  FoundPairs found{Kept(lists, search.num_kept), true};
  const Operands operands = pack_bounds(lists, search.compatibility);
  const TileSearch tiles(lists, operands, found.kept);
  for_each_block_pair(lists, search.should_stop, [&](Range rows, Range columns) {
    tiles.run(rows, columns, [&](int row, int column, float) {
      offer(lists, found.kept, row, column, exact_value(search, row, column));
    });
  });
  return found;
}

FoundPairs search_pair_by_pair(const PairSearch& search) {
  const SideLists& lists = search.lists;
  FoundPairs found{Kept(lists, search.num_kept), true};
  for_each_block_pair(lists, search.should_stop, [&](Range rows, Range columns) {
    for (int row = rows.begin; row < rows.end; ++row) {
      for (int column = columns.begin; column < columns.end; ++column) {
        if (lists.is_pair(row, column)) offer(lists, found.kept, row, column, exact_value(search, row, column));
      }
    }
  });
  return found;
}

double share_within_bounds(const PairSearch& search) {
  const int num_rows = best_product_kernel().num_rows;
  const SideLists sample{
      .rows = thinned(search.lists.rows, num_rows), .columns = search.lists.columns, .length = search.lists.length};
  std::vector<float> bound(static_cast<std::size_t>(num_rows));
  parallel_for(0, num_rows, [&](std::ptrdiff_t row) {
    bound[static_cast<std::size_t>(row)] =
        exact_bound({sample, search.compatibility, search.num_kept, search.should_stop}, static_cast<int>(row));
  });
  const int num_columns = search.lists.size();
  return count_within(pack_bounds(sample, search.compatibility), bound, num_columns) /
         (static_cast<double>(num_rows) * num_columns);
}

}  // namespace solve_puzzle
