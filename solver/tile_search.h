// SPDX-License-Identifier: Apache-2.0
// All pairs of two lists of sides, block by block and tile by tile. Knows nothing of what a dissimilarity means.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "puzzles/parallel.h"
#include "solver/block_rounds.h"
#include "solver/kept_candidates.h"
#include "solver/product_kernel.h"
#include "solver/side_lists.h"

namespace solve_puzzle {

/// Vectors in panels of `width` sides: [panel][depth][width], zero beyond the last side.
struct Packed {
  int depth = 0;
  int width = 0;
  std::vector<float> data;
  const float* panel(std::ptrdiff_t index) const { return data.data() + index * depth * width; }
};

template <class Write>
Packed pack(const std::vector<int>& side_list, int depth, int width, const Write& write) {
  const auto num_panels = (static_cast<std::ptrdiff_t>(side_list.size()) + width - 1) / width;
  Packed packed{depth, width, std::vector<float>(static_cast<std::size_t>(num_panels * depth * width), 0.0F)};
  parallel_for(0, num_panels, [&](std::ptrdiff_t panel) {
    std::vector<float> vector(static_cast<std::size_t>(depth));
    float* const out = packed.data.data() + panel * depth * width;
    for (int i = 0; i < width; ++i) {
      const auto index = static_cast<std::size_t>(panel * width + i);
      if (index >= side_list.size()) break;
      write(side_list[index], vector.data());
      for (int k = 0; k < depth; ++k) out[k * width + i] = vector[static_cast<std::size_t>(k)];
    }
  });
  return packed;
}

constexpr int kBlockUnit = 96;  // a multiple of every kernel's rows and columns
constexpr int kMaxTile = 12 * 32;

/// What is kept of the rows and, unless these are the same sides, of the columns.
class Kept {
 public:
  Kept(const SideLists& lists, int num_kept) : rows_(lists.size(), num_kept, kBlockUnit) {
    if (!lists.is_symmetric) columns_.emplace(lists.size(), num_kept, kBlockUnit);
  }
  KeptCandidates& rows() { return rows_; }
  KeptCandidates& columns() { return columns_ ? *columns_ : rows_; }

 private:
  KeptCandidates rows_;
  std::optional<KeptCandidates> columns_;
};

/// A range of places in the lists.
struct Range {
  int begin = 0;
  int end = 0;
};

/// Two blocks and what is kept of them stay in the second cache; where there are many, larger ones fetch every side
/// less often.
constexpr int block_size(int num_sides) { return num_sides < 10000 ? 240 : 576; }

/// Calls body(rows, columns) until every pair of places was in one of these ranges; calls at one time share no place.
template <class Body>
void for_each_block_pair(const SideLists& lists, const std::function<bool()>& should_stop, const Body& body) {
  const int num_sides = lists.size();
  const int num_units = (num_sides + kBlockUnit - 1) / kBlockUnit;
  const int num_blocks = (num_sides + block_size(num_sides) - 1) / block_size(num_sides);
  const auto place = [&](int block) { return std::min(num_sides, block * num_units / num_blocks * kBlockUnit); };
  const auto range = [&](int block) { return Range{place(block), place(block + 1)}; };
  for (const auto& round :
       lists.is_symmetric ? rounds_of_unordered_pairs(num_blocks) : rounds_of_all_pairs(num_blocks)) {
    parallel_for(0, static_cast<std::ptrdiff_t>(round.size()), [&](std::ptrdiff_t i) {
      const BlockPair& pair = round[static_cast<std::size_t>(i)];
      if (!should_stop()) body(range(pair.row), range(pair.column));
    });
  }
}

/// The vectors of all rows and columns, packed for a kernel.
struct Operands {
  ProductKernel kernel;
  Packed left;
  Packed right;
};

/// Runs the tiles of a product. Calls found(row, column, value) for the entries within a bound.
class TileSearch {
 public:
  TileSearch(const SideLists& lists, const Operands& operands, Kept& kept)
      : lists_(lists),
        operands_(operands),
        kernel_(operands.kernel),
        kept_(kept),
        shift_(std::countr_zero(static_cast<unsigned>(operands.kernel.num_columns))) {}

  template <class Found>
  void run(Range rows, Range columns, const Found& found) const {
    for (int column = columns.begin; column < columns.end; column += kernel_.num_columns) {
      for (int row = rows.begin; row < rows.end; row += kernel_.num_rows) {
        if (lists_.is_symmetric && column + kernel_.num_columns <= row) break;
        tile(row, column, found);
      }
    }
  }

 private:
  template <class Found>
  void tile(int row, int column, const Found& found) const {
    float out[kMaxTile];
    short places[kMaxTile];
    const float* const row_bound = kept_.rows().bounds() + row;
    const float* const column_bound = kept_.columns().bounds() + column;
    if (!kernel_.tile(operands_.left.panel(row / kernel_.num_rows), operands_.right.panel(column / kernel_.num_columns),
                      operands_.left.depth, row_bound, column_bound, out)) {
      return;
    }
    const int count = kernel_.find(out, row_bound, column_bound, places);
    for (int i = 0; i < count; ++i) {
      const int r = places[i] >> shift_;
      const int c = places[i] & (kernel_.num_columns - 1);
      const float value = out[places[i]];
      if (value <= std::max(row_bound[r], column_bound[c]) && lists_.is_pair(row + r, column + c)) {
        found(row + r, column + c, value);
      }
    }
  }

  const SideLists& lists_;
  const Operands& operands_;
  const ProductKernel& kernel_;
  Kept& kept_;
  int shift_;
};

}  // namespace solve_puzzle
