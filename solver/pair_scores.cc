// SPDX-License-Identifier: Apache-2.0
#include "solver/pair_scores.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "solver/graph_rows.h"

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

std::vector<float> unlisted_scores(const PairGraph& graph, const std::vector<float>& log_probability, float least) {
  constexpr float kMostBelow = 2.5F;  // measured on worn photos: docs/decisions/square-assembly.md
  constexpr float kShareOfSpread = 0.5F;
  std::vector<float> result(static_cast<std::size_t>(graph.num_sides()), least);
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    if (first == last) return;
    std::vector<float> row(log_probability.begin() + static_cast<std::ptrdiff_t>(first),
                           log_probability.begin() + static_cast<std::ptrdiff_t>(last));
    std::sort(row.begin(), row.end());
    const std::size_t num_worst = (row.size() + 3) / 4;
    const float tail = std::accumulate(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(num_worst), 0.0F) /
                       static_cast<float>(num_worst);
    result[side] = std::max(least, tail - std::min(kMostBelow, kShareOfSpread * (row.back() - tail)));
  });
  return result;
}

PairScores::PairScores(const PairGraph& graph, const std::vector<float>& scores, float floor, int num_best)
    : PairScores(graph, scores, std::vector<float>(static_cast<std::size_t>(graph.num_sides()), floor), num_best) {}

PairScores::PairScores(const PairGraph& graph, const std::vector<float>& scores, std::vector<float> of_unlisted,
                       int num_best)
    : unlisted_(std::move(of_unlisted)),
      floor_(unlisted_.empty() ? 0.0F : *std::min_element(unlisted_.begin(), unlisted_.end())),
      num_sides_(graph.num_sides()) {
  if (num_sides_ <= kMaxTableSides) {
    fill_table(graph, scores);
  } else {
    fill_hash(graph, scores);
  }
  best_begin_.push_back(0);
  std::vector<Partner> row;
  for (std::size_t side = 0; side < static_cast<std::size_t>(num_sides_); ++side) {
    row.clear();
    for (auto e = static_cast<std::size_t>(graph.row_begin[side]);
         e < static_cast<std::size_t>(graph.row_begin[side + 1]); ++e) {
      if (scores[e] > floor_) row.push_back({graph.partner[e], scores[e]});
    }
    std::sort(row.begin(), row.end(), [](const Partner& a, const Partner& b) {
      return a.score != b.score ? a.score > b.score : a.side < b.side;
    });
    row.resize(std::min(row.size(), static_cast<std::size_t>(num_best)));
    best_.insert(best_.end(), row.begin(), row.end());
    best_begin_.push_back(best_.size());
  }
}

void PairScores::fill_table(const PairGraph& graph, const std::vector<float>& scores) {
  const auto n = static_cast<std::size_t>(num_sides_);
  table_.resize(n * n);
  for (int a = 0; a < num_sides_; ++a) {
    for (int b = 0; b < num_sides_; ++b) table_[table_index(a, b)] = unlisted(a, b);
    for (auto e = static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(a)]);
         e < static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(a) + 1]); ++e) {
      table_[table_index(a, graph.partner[e])] = std::max(scores[e], floor_);
    }
  }
}

void PairScores::fill_hash(const PairGraph& graph, const std::vector<float>& scores) {
  const std::uint64_t size = std::bit_ceil(static_cast<std::uint64_t>(graph.num_entries()) * 2 + 16);
  keys_.assign(size, kEmpty);
  values_.assign(size, 0.0F);
  hash_mask_ = size - 1;
  for (int side = 0; side < num_sides_; ++side) {
    for (auto e = static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side)]);
         e < static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side) + 1]); ++e) {
      const std::uint64_t key = key_of(side, graph.partner[e]);
      std::uint64_t slot = hash_of(key) & hash_mask_;
      while (keys_[slot] != kEmpty) slot = (slot + 1) & hash_mask_;
      keys_[slot] = key;
      values_[slot] = std::max(scores[e], floor_);
    }
  }
}

float PairScores::look_up(int side_a, int side_b) const {
  const std::uint64_t key = key_of(side_a, side_b);
  for (std::uint64_t slot = hash_of(key) & hash_mask_; keys_[slot] != kEmpty; slot = (slot + 1) & hash_mask_) {
    if (keys_[slot] == key) return values_[slot];
  }
  return unlisted(side_a, side_b);
}

}  // namespace solve_puzzle
