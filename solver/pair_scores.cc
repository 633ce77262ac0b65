// SPDX-License-Identifier: Apache-2.0
#include "solver/pair_scores.h"

#include <algorithm>
#include <bit>

namespace solve_puzzle {
namespace {

constexpr int kMaxTableSides = 4096;  // 64 MiB of floats
constexpr std::uint64_t kEmpty = ~std::uint64_t{0};

std::uint64_t key_of(int a, int b) { return (static_cast<std::uint64_t>(a) << 32) | static_cast<std::uint32_t>(b); }

std::uint64_t hash_of(std::uint64_t key) {
  key *= 0x9E3779B97F4A7C15ULL;
  return key ^ (key >> 29);
}

}  // namespace

PairScores::PairScores(const PairGraph& graph, const std::vector<float>& scores, float floor, int num_best)
    : floor_(floor), num_sides_(graph.num_sides()) {
  const auto n = static_cast<std::size_t>(num_sides_);
  if (num_sides_ <= kMaxTableSides) {
    table_.assign(n * n, floor);
  } else {
    fill_hash(graph, scores);
  }
  best_begin_.push_back(0);
  std::vector<Partner> row;
  for (std::size_t side = 0; side < n; ++side) {
    row.clear();
    for (auto e = static_cast<std::size_t>(graph.row_begin[side]);
         e < static_cast<std::size_t>(graph.row_begin[side + 1]); ++e) {
      if (scores[e] <= floor) continue;
      row.push_back({graph.partner[e], scores[e]});
      if (!table_.empty()) table_[table_index(static_cast<int>(side), graph.partner[e])] = scores[e];
    }
    std::sort(row.begin(), row.end(), [](const Partner& a, const Partner& b) {
      return a.score != b.score ? a.score > b.score : a.side < b.side;
    });
    row.resize(std::min(row.size(), static_cast<std::size_t>(num_best)));
    best_.insert(best_.end(), row.begin(), row.end());
    best_begin_.push_back(best_.size());
  }
}

void PairScores::fill_hash(const PairGraph& graph, const std::vector<float>& scores) {
  const std::uint64_t size = std::bit_ceil(static_cast<std::uint64_t>(graph.num_entries()) * 2 + 16);
  keys_.assign(size, kEmpty);
  values_.assign(size, floor_);
  hash_mask_ = size - 1;
  for (int side = 0; side < num_sides_; ++side) {
    for (auto e = static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side)]);
         e < static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side) + 1]); ++e) {
      if (scores[e] <= floor_) continue;
      const std::uint64_t key = key_of(side, graph.partner[e]);
      std::uint64_t slot = hash_of(key) & hash_mask_;
      while (keys_[slot] != kEmpty) slot = (slot + 1) & hash_mask_;
      keys_[slot] = key;
      values_[slot] = scores[e];
    }
  }
}

float PairScores::look_up(int side_a, int side_b) const {
  const std::uint64_t key = key_of(side_a, side_b);
  for (std::uint64_t slot = hash_of(key) & hash_mask_; keys_[slot] != kEmpty; slot = (slot + 1) & hash_mask_) {
    if (keys_[slot] == key) return values_[slot];
  }
  return floor_;
}

}  // namespace solve_puzzle
