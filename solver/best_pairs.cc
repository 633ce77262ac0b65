// SPDX-License-Identifier: Apache-2.0
#include "solver/best_pairs.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>

#include "puzzles/parallel.h"
#include "solver/block_rounds.h"
#include "solver/kept_candidates.h"
#include "solver/product_kernel.h"

namespace solve_puzzle {
namespace {

/// One matrix product: every row side against every column side. Symmetric: rows and columns are the same sides.
struct Product {
  std::vector<int> rows;
  std::vector<int> columns;
  bool is_symmetric = false;
};

std::vector<Product> products_of(const Sides& sides, Rotation rotation) {
  std::vector<Product> products;
  if (rotation == Rotation::kNone) {
    for (const Side side : {kRight, kBottom}) {
      Product product;
      for (int piece = 0; piece < sides.num_pieces(); ++piece) {
        product.rows.push_back(piece * 4 + side);
        product.columns.push_back(piece * 4 + (side + 2) % 4);
      }
      products.push_back(std::move(product));
    }
    return products;
  }
  std::vector<int> lengths;
  for (int side = 0; side < sides.num_sides(); ++side) lengths.push_back(sides.length(side));
  std::sort(lengths.begin(), lengths.end());
  lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
  for (const int length : lengths) {
    Product product{.rows = {}, .columns = {}, .is_symmetric = true};
    for (int side = 0; side < sides.num_sides(); ++side) {
      if (sides.length(side) == length) product.rows.push_back(side);
    }
    product.columns = product.rows;
    products.push_back(std::move(product));
  }
  return products;
}

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

constexpr int kBlockUnit = 96;     // a multiple of every kernel's rows and columns
constexpr int kBlockTarget = 240;  // sides of two blocks and what is kept of them stay in the second cache
constexpr int kMaxTile = 12 * 32;

/// What a product keeps: of its rows and, unless these are the same sides, of its columns.
class Kept {
 public:
  Kept(const Product& product, int num_kept) : rows_(static_cast<int>(product.rows.size()), num_kept, kBlockUnit) {
    if (!product.is_symmetric) columns_.emplace(static_cast<int>(product.columns.size()), num_kept, kBlockUnit);
  }
  KeptCandidates& rows() { return rows_; }
  KeptCandidates& columns() { return columns_ ? *columns_ : rows_; }

 private:
  KeptCandidates rows_;
  std::optional<KeptCandidates> columns_;
};

/// A range of places in the lists of a product.
struct Range {
  int begin = 0;
  int end = 0;
};

/// Calls body(rows, columns) until every pair of places was in one of these ranges; calls at one time share no place.
template <class Body>
void for_each_block_pair(const Product& product, const std::function<bool()>& should_stop, const Body& body) {
  const int num_sides = static_cast<int>(product.rows.size());
  const int num_units = (num_sides + kBlockUnit - 1) / kBlockUnit;
  const int num_blocks = (num_sides + kBlockTarget - 1) / kBlockTarget;
  const auto place = [&](int block) { return std::min(num_sides, block * num_units / num_blocks * kBlockUnit); };
  const auto range = [&](int block) { return Range{place(block), place(block + 1)}; };
  for (const auto& round :
       product.is_symmetric ? rounds_of_unordered_pairs(num_blocks) : rounds_of_all_pairs(num_blocks)) {
    parallel_for(0, static_cast<std::ptrdiff_t>(round.size()), [&](std::ptrdiff_t i) {
      const BlockPair& pair = round[static_cast<std::size_t>(i)];
      if (!should_stop()) body(range(pair.row), range(pair.column));
    });
  }
}

/// Takes the pair at a row and a column into account. Places beyond the lists are padding.
void offer(const Product& product, Kept& kept, int row, int column, float value) {
  if (product.is_symmetric && column <= row) return;
  if (std::max(row, column) >= static_cast<int>(product.rows.size())) return;
  const int a = product.rows[static_cast<std::size_t>(row)];
  const int b = product.columns[static_cast<std::size_t>(column)];
  if (piece_of(a) == piece_of(b)) return;
  kept.rows().offer(row, value, b);
  kept.columns().offer(column, value, a);
}

/// Runs the tiles of one product, block by block.
class TileSearch {
 public:
  TileSearch(const Product& product, const Packed& left, const Packed& right, const ProductKernel& kernel, Kept& kept)
      : product_(product), left_(left), right_(right), kernel_(kernel), kept_(kept) {}

  void run(Range rows, Range columns) const {
    for (int column = columns.begin; column < columns.end; column += kernel_.num_columns) {
      for (int row = rows.begin; row < rows.end; row += kernel_.num_rows) {
        if (product_.is_symmetric && column + kernel_.num_columns <= row) break;
        tile(row, column);
      }
    }
  }

 private:
  void tile(int row, int column) const {
    float out[kMaxTile];
    short places[kMaxTile];
    const float* const row_bound = kept_.rows().bounds() + row;
    const float* const column_bound = kept_.columns().bounds() + column;
    if (!kernel_.tile(left_.panel(row / kernel_.num_rows), right_.panel(column / kernel_.num_columns), left_.depth,
                      row_bound, column_bound, out)) {
      return;
    }
    const int count = kernel_.find(out, row_bound, column_bound, places);
    for (int i = 0; i < count; ++i) {
      const int place = places[i];
      offer(product_, kept_, row + place / kernel_.num_columns, column + place % kernel_.num_columns, out[place]);
    }
  }

  const Product& product_;
  const Packed& left_;
  const Packed& right_;
  const ProductKernel& kernel_;
  Kept& kept_;
};

void search_by_product(const Product& product, const Compatibility& compatibility, int depth,
                       const std::function<bool()>& should_stop, Kept& kept) {
  const ProductKernel kernel = best_product_kernel();
  const Packed left =
      pack(product.rows, depth, kernel.num_rows, [&](int side, float* out) { compatibility.write_left(side, out); });
  const Packed right = pack(product.columns, depth, kernel.num_columns,
                            [&](int side, float* out) { compatibility.write_right(side, out); });
  const TileSearch search(product, left, right, kernel, kept);
  for_each_block_pair(product, should_stop, [&](Range rows, Range columns) { search.run(rows, columns); });
}

void search_pair_by_pair(const Product& product, const Compatibility& compatibility,
                         const std::function<bool()>& should_stop, Kept& kept) {
  for_each_block_pair(product, should_stop, [&](Range rows, Range columns) {
    for (int row = rows.begin; row < rows.end; ++row) {
      for (int column = columns.begin; column < columns.end; ++column) {
        const int a = product.rows[static_cast<std::size_t>(row)];
        const int b = product.columns[static_cast<std::size_t>(column)];
        offer(product, kept, row, column, static_cast<float>(compatibility.of(a, b)));
      }
    }
  });
}

BestPairs no_pairs(const Sides& sides, int num_candidates) {
  BestPairs pairs{.num_candidates = num_candidates, .partner = {}, .dissimilarity = {}};
  pairs.partner.assign(static_cast<std::size_t>(sides.num_sides()) * static_cast<std::size_t>(num_candidates), -1);
  pairs.dissimilarity.assign(pairs.partner.size(), std::numeric_limits<float>::infinity());
  return pairs;
}

/// Fills the row of a side with the best of some partners, by exact value.
void write_row(int side, std::span<const Candidate> partners, const Compatibility& compatibility, BestPairs& pairs) {
  std::vector<Candidate> exact;
  exact.reserve(partners.size());
  for (const Candidate& c : partners) {
    exact.emplace_back(static_cast<float>(compatibility.of(side, c.partner())), c.partner());
  }
  const auto k = static_cast<std::size_t>(pairs.num_candidates);
  const std::size_t count = std::min(k, exact.size());
  std::partial_sort(exact.begin(), exact.begin() + static_cast<std::ptrdiff_t>(count), exact.end());
  for (std::size_t i = 0; i < count; ++i) {
    pairs.partner[static_cast<std::size_t>(side) * k + i] = exact[i].partner();
    pairs.dissimilarity[static_cast<std::size_t>(side) * k + i] = exact[i].dissimilarity();
  }
}

void write_rows(const std::vector<int>& list, KeptCandidates& kept, const Compatibility& compatibility,
                BestPairs& pairs) {
  parallel_for(0, static_cast<std::ptrdiff_t>(list.size()), [&](std::ptrdiff_t i) {
    write_row(list[static_cast<std::size_t>(i)], kept.best(static_cast<int>(i)), compatibility, pairs);
  });
}

/// A few more than asked for are kept by the product, because single precision may swap near ties at the end of a row.
constexpr int kNumSpare = 8;

}  // namespace

bool may_face(const Sides& sides, Rotation rotation, int a, int b) {
  if (piece_of(a) == piece_of(b) || sides.length(a) != sides.length(b)) return false;
  return rotation != Rotation::kNone || ((a ^ b) & 3) == 2;
}

BestPairs best_pairs(const Sides& sides, Rotation rotation, const Compatibility& compatibility, int num_candidates,
                     const std::function<bool()>& should_stop) {
  BestPairs pairs = no_pairs(sides, num_candidates);
  for (const Product& product : products_of(sides, rotation)) {
    if (product.rows.empty()) continue;
    Kept kept(product, num_candidates + kNumSpare);
    const int depth = compatibility.product_size(sides.length(product.rows.front()));
    if (depth > 0) {
      search_by_product(product, compatibility, depth, should_stop, kept);
    } else {
      search_pair_by_pair(product, compatibility, should_stop, kept);
    }
    write_rows(product.rows, kept.rows(), compatibility, pairs);
    if (!product.is_symmetric) write_rows(product.columns, kept.columns(), compatibility, pairs);
  }
  return pairs;
}

BestPairs best_pairs_brute_force(const Sides& sides, Rotation rotation, const Compatibility& compatibility,
                                 int num_candidates) {
  BestPairs pairs = no_pairs(sides, num_candidates);
  std::vector<Candidate> partners;
  for (int a = 0; a < sides.num_sides(); ++a) {
    partners.clear();
    for (int b = 0; b < sides.num_sides(); ++b) {
      if (may_face(sides, rotation, a, b)) partners.emplace_back(0.0F, b);
    }
    write_row(a, partners, compatibility, pairs);
  }
  return pairs;
}

}  // namespace solve_puzzle
