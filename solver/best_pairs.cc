// SPDX-License-Identifier: Apache-2.0
#include "solver/best_pairs.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>

#include "puzzles/parallel.h"
#include "solver/product_kernel.h"

namespace solve_puzzle {
namespace {

struct Entry {
  float value = std::numeric_limits<float>::infinity();
  std::int32_t partner = std::numeric_limits<std::int32_t>::max();
  friend bool operator<(const Entry& a, const Entry& b) {
    return a.value != b.value ? a.value < b.value : a.partner < b.partner;
  }
};

/// The running best K of every side, sorted. bound(side) is the worst kept value.
class RunningBest {
 public:
  RunningBest(int num_sides, int capacity)
      : capacity_(static_cast<std::size_t>(capacity)),
        entries_(static_cast<std::size_t>(num_sides) * capacity_),
        bound_(static_cast<std::size_t>(num_sides), std::numeric_limits<float>::infinity()) {}

  std::span<const Entry> row(int side) const { return {entries_.data() + begin(side), capacity_}; }
  float bound(int side) const { return bound_[static_cast<std::size_t>(side)]; }

  void offer(int side, Entry entry) {
    Entry* const first = entries_.data() + begin(side);
    Entry* const last = first + capacity_;
    if (!(entry < last[-1])) return;
    Entry* const place = std::upper_bound(first, last, entry);
    std::move_backward(place, last - 1, last);
    *place = entry;
    bound_[static_cast<std::size_t>(side)] = last[-1].value;
  }

 private:
  std::size_t begin(int side) const { return static_cast<std::size_t>(side) * capacity_; }

  std::size_t capacity_;
  std::vector<Entry> entries_;
  std::vector<float> bound_;
};

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

constexpr int kRowsPerTask =
    240;  // a multiple of every kernel's rows: the row panels of a task stay in the second cache
constexpr int kColumnsPerBlock = 512;  // columns that stay in the second cache while a task's rows pass over them
constexpr int kMaxTile = 12 * 32;

/// Runs the tiles of one product for a range of rows.
class RowTask {
 public:
  RowTask(const Product& product, const ProductKernel& kernel, const Packed& left, const Packed& right,
          RunningBest& best)
      : product_(product), kernel_(kernel), left_(left), right_(right), best_(best) {}

  void run(int first_row) {
    const int last_row = std::min(first_row + kRowsPerTask, static_cast<int>(product_.rows.size()));
    const int num_columns = static_cast<int>(product_.columns.size());
    const int first_column = product_.is_symmetric ? first_row / kernel_.num_columns * kernel_.num_columns : 0;
    for (int block = first_column; block < num_columns; block += kColumnsPerBlock) {
      const int block_end = std::min(block + kColumnsPerBlock, num_columns);
      for (int row = first_row; row < last_row; row += kernel_.num_rows) {
        for (int column = block; column < block_end; column += kernel_.num_columns) tile(row, column);
      }
    }
  }

 private:
  void tile(int row, int column) {
    float row_bound[64];
    float column_bound[64];
    float out[kMaxTile];
    gather_bounds(product_.rows, row, kernel_.num_rows, row_bound);
    gather_bounds(product_.columns, column, kernel_.num_columns, column_bound);
    if (kernel_.tile(left_.panel(row / kernel_.num_rows), right_.panel(column / kernel_.num_columns), left_.depth,
                     row_bound, column_bound, out)) {
      offer_tile(row, column, out);
    }
  }

  void gather_bounds(const std::vector<int>& list, int first, int count, float* bound) const {
    for (int i = 0; i < count; ++i) {
      const auto index = static_cast<std::size_t>(first + i);
      bound[i] = index < list.size() ? best_.bound(list[index]) : -std::numeric_limits<float>::infinity();
    }
  }

  void offer_tile(int row, int column, const float* out) {
    const int rows = std::min(kernel_.num_rows, static_cast<int>(product_.rows.size()) - row);
    const int columns = std::min(kernel_.num_columns, static_cast<int>(product_.columns.size()) - column);
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        if (product_.is_symmetric && column + c <= row + r) continue;
        const int a = product_.rows[static_cast<std::size_t>(row + r)];
        const int b = product_.columns[static_cast<std::size_t>(column + c)];
        const float value = out[r * kernel_.num_columns + c];
        if (piece_of(a) == piece_of(b)) continue;
        if (value <= best_.bound(a)) best_.offer(a, {value, b});
        if (value <= best_.bound(b)) best_.offer(b, {value, a});
      }
    }
  }

  const Product& product_;
  const ProductKernel& kernel_;
  const Packed& left_;
  const Packed& right_;
  RunningBest& best_;
};

/// Every worker keeps a running best of its own; their union does not depend on who did which rows.
void run_product(const Product& product, const Sides& sides, const Compatibility& compatibility,
                 const std::function<bool()>& should_stop, std::vector<RunningBest>& workers) {
  if (product.rows.empty()) return;
  const ProductKernel kernel = best_product_kernel();
  const int depth = compatibility.product_size(sides.length(product.rows.front()));
  const Packed left =
      pack(product.rows, depth, kernel.num_rows, [&](int side, float* out) { compatibility.write_left(side, out); });
  const Packed right = pack(product.columns, depth, kernel.num_columns,
                            [&](int side, float* out) { compatibility.write_right(side, out); });
  const int num_tasks = (static_cast<int>(product.rows.size()) + kRowsPerTask - 1) / kRowsPerTask;
  std::atomic<int> next{0};
  parallel_for(0, static_cast<std::ptrdiff_t>(workers.size()), [&](std::ptrdiff_t worker) {
    RowTask task(product, kernel, left, right, workers[static_cast<std::size_t>(worker)]);
    for (int i = next++; i < num_tasks && !should_stop(); i = next++) task.run(i * kRowsPerTask);
  });
}

void run_pair_by_pair(const Product& product, const Compatibility& compatibility,
                      const std::function<bool()>& should_stop, std::vector<RunningBest>& workers) {
  std::atomic<std::size_t> next{0};
  parallel_for(0, static_cast<std::ptrdiff_t>(workers.size()), [&](std::ptrdiff_t worker) {
    RunningBest& best = workers[static_cast<std::size_t>(worker)];
    for (std::size_t r = next++; r < product.rows.size() && !should_stop(); r = next++) {
      const int a = product.rows[r];
      for (std::size_t c = product.is_symmetric ? r + 1 : 0; c < product.columns.size(); ++c) {
        const int b = product.columns[c];
        if (piece_of(a) == piece_of(b)) continue;
        const auto value = static_cast<float>(compatibility.of(a, b));
        best.offer(a, {value, b});
        best.offer(b, {value, a});
      }
    }
  });
}

/// A few more than asked for are kept by the product, because single precision may swap near ties at the end of a row.
std::size_t worker_capacity(int num_candidates) { return static_cast<std::size_t>(num_candidates) + 8; }

/// Merges the workers' rows and keeps the best by exact value.
BestPairs merge_exactly(const Sides& sides, const Compatibility& compatibility, int num_candidates,
                        const std::vector<RunningBest>& workers) {
  BestPairs result;
  result.num_candidates = num_candidates;
  const auto k = static_cast<std::size_t>(num_candidates);
  result.partner.assign(static_cast<std::size_t>(sides.num_sides()) * k, -1);
  result.dissimilarity.assign(result.partner.size(), std::numeric_limits<float>::infinity());
  parallel_for(0, sides.num_sides(), [&](std::ptrdiff_t side) {
    std::vector<Entry> all;
    for (const RunningBest& worker : workers) {
      for (const Entry& entry : worker.row(static_cast<int>(side))) {
        if (entry.partner < sides.num_sides()) all.push_back(entry);
      }
    }
    std::sort(all.begin(), all.end());
    all.resize(std::min(all.size(), worker_capacity(num_candidates)));
    for (Entry& entry : all) {
      entry.value = static_cast<float>(compatibility.of(static_cast<int>(side), entry.partner));
    }
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < std::min(k, all.size()); ++i) {
      result.partner[static_cast<std::size_t>(side) * k + i] = all[i].partner;
      result.dissimilarity[static_cast<std::size_t>(side) * k + i] = all[i].value;
    }
  });
  return result;
}

}  // namespace

bool may_face(const Sides& sides, Rotation rotation, int a, int b) {
  if (piece_of(a) == piece_of(b) || sides.length(a) != sides.length(b)) return false;
  return rotation != Rotation::kNone || ((a ^ b) & 3) == 2;
}

BestPairs best_pairs(const Sides& sides, Rotation rotation, const Compatibility& compatibility, int num_candidates,
                     const std::function<bool()>& should_stop) {
  std::vector<RunningBest> workers(static_cast<std::size_t>(num_threads()),
                                   RunningBest(sides.num_sides(), static_cast<int>(worker_capacity(num_candidates))));
  for (const Product& product : products_of(sides, rotation)) {
    if (product.rows.empty()) continue;
    if (compatibility.product_size(sides.length(product.rows.front())) > 0) {
      run_product(product, sides, compatibility, should_stop, workers);
    } else {
      run_pair_by_pair(product, compatibility, should_stop, workers);
    }
  }
  return merge_exactly(sides, compatibility, num_candidates, workers);
}

BestPairs best_pairs_brute_force(const Sides& sides, Rotation rotation, const Compatibility& compatibility,
                                 int num_candidates) {
  std::vector<RunningBest> best(1, RunningBest(sides.num_sides(), num_candidates));
  for (int a = 0; a < sides.num_sides(); ++a) {
    for (int b = 0; b < sides.num_sides(); ++b) {
      if (!may_face(sides, rotation, a, b)) continue;
      best.front().offer(a, {static_cast<float>(compatibility.of(a, b)), b});
    }
  }
  return merge_exactly(sides, compatibility, num_candidates, best);
}

}  // namespace solve_puzzle
