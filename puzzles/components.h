// SPDX-License-Identifier: Apache-2.0
// Connected components of a growing graph (union by size, path halving). No pieces, no pixels.
#pragma once

#include <numeric>
#include <utility>
#include <vector>

namespace solve_puzzle {

class Components {
 public:
  explicit Components(int num_items) : parent_(num_items), size_(num_items, 1) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  int find(int item) {
    while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
    return item;
  }

  /// Returns false when both were connected before.
  bool join(int a, int b) {
    a = find(a);
    b = find(b);
    if (a == b) return false;
    if (size_[a] < size_[b]) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
    return true;
  }

  int size_of(int item) { return size_[find(item)]; }

 private:
  std::vector<int> parent_;
  std::vector<int> size_;
};

}  // namespace solve_puzzle
