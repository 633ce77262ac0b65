// SPDX-License-Identifier: Apache-2.0
// Things that are tied to each other with known motions, as a forest (union-find). Nothing of pieces.
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

namespace solve_puzzle {

/// Motion: has `c_from_b * b_from_a` and `inverse`. Every node knows its place in the frame of its root.
template <class Motion>
class RigidTies {
 public:
  explicit RigidTies(int num_nodes) : parent_(static_cast<std::size_t>(num_nodes)), motion_(parent_.size()) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  struct Found {
    int root;
    Motion root_from_node;
  };
  Found find(int node) const {
    Found found{node, {}};
    while (parent_[static_cast<std::size_t>(found.root)] != found.root) {
      found.root_from_node = motion_[static_cast<std::size_t>(found.root)] * found.root_from_node;
      found.root = parent_[static_cast<std::size_t>(found.root)];
    }
    return found;
  }

  /// Gives false when the two are known to lie otherwise: is_same(known, a_from_b) says so.
  template <class IsSame>
  bool tie(int a, int b, const Motion& a_from_b, const IsSame& is_same) {
    const Found in_a = find(a), in_b = find(b);
    if (in_a.root == in_b.root) return is_same(inverse(in_a.root_from_node) * in_b.root_from_node, a_from_b);
    const int from = std::max(in_a.root, in_b.root), to = std::min(in_a.root, in_b.root);
    Motion a_root_from_b_root = in_a.root_from_node * a_from_b * inverse(in_b.root_from_node);
    if (from == in_a.root) a_root_from_b_root = inverse(a_root_from_b_root);
    parent_[static_cast<std::size_t>(from)] = to;
    motion_[static_cast<std::size_t>(from)] = a_root_from_b_root;
    return true;
  }

 private:
  std::vector<int> parent_;
  std::vector<Motion> motion_;  // parent_from_node
};

}  // namespace solve_puzzle
