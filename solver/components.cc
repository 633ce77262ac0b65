// SPDX-License-Identifier: Apache-2.0
#include "solver/components.h"

#include <algorithm>
#include <unordered_map>

namespace solve_puzzle {
namespace {

/// Component, column and row as one number.
std::uint64_t place_key(int component, cv::Point p) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(component)) << 32) |
         (static_cast<std::uint64_t>(static_cast<std::uint16_t>(p.x)) << 16) | static_cast<std::uint16_t>(p.y);
}

struct KeyHash {
  std::size_t operator()(std::uint64_t key) const {
    key *= 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(key ^ (key >> 31));
  }
};

/// How a component is laid over another: turn about the origin, then shift.
struct Motion {
  int turns = 0;
  cv::Point shift;
  PlacedOriented apply(const PlacedOriented& p) const {
    return {turned_place(p.place, turns) + shift, turned_further(p.piece, turns)};
  }
};

class Growth {
 public:
  Growth(int num_pieces, const PairScores& support, const GrowthOptions& options)
      : support_(support), options_(options), blocks_(static_cast<std::size_t>(num_pieces)) {
    for (int piece = 0; piece < num_pieces; ++piece) {
      component_.push_back(piece);
      index_.push_back(0);
      blocks_[static_cast<std::size_t>(piece)] = {{cv::Point(0, 0), oriented(piece, 0)}};
      at_[place_key(piece, {0, 0})] = oriented(piece, 0);
      box_.emplace_back(0, 0, 1, 1);
    }
    at_.reserve(static_cast<std::size_t>(num_pieces) * 4);
  }

  void try_join(int side_a, int side_b) {
    int a = component(side_a);
    int b = component(side_b);
    if (a == b) return;
    if (block(a).size() < block(b).size()) {
      std::swap(side_a, side_b);
      std::swap(a, b);
    }
    const Motion a_from_b = motion(side_a, side_b);
    const cv::Rect box = merged_box(a, b, a_from_b);
    if (fits_frame(box) && may_merge(a, b, a_from_b)) merge(a, b, a_from_b, box);
  }

  std::vector<Block> take() {
    std::vector<Block> result;
    for (Block& block : blocks_) {
      if (!block.empty()) result.push_back(std::move(block));
    }
    std::stable_sort(result.begin(), result.end(), [](const Block& a, const Block& b) { return a.size() > b.size(); });
    return result;
  }

 private:
  int component(int side) const { return component_[static_cast<std::size_t>(side >> 2)]; }
  const Block& block(int c) const { return blocks_[static_cast<std::size_t>(c)]; }
  const PlacedOriented& placed(int side) const {
    const auto piece = static_cast<std::size_t>(side >> 2);
    return blocks_[static_cast<std::size_t>(component_[piece])][index_[piece]];
  }

  Motion motion(int side_a, int side_b) const {
    const PlacedOriented& pa = placed(side_a);
    const PlacedOriented& pb = placed(side_b);
    const int direction = direction_of(side_a & 3, turns_of(pa.piece));
    const Oriented wanted = facing(side_b, opposite(direction));
    const int turns = (turns_of(wanted) - turns_of(pb.piece)) & 3;
    return {turns, pa.place + step_towards(direction) - turned_place(pb.place, turns)};
  }

  cv::Rect merged_box(int a, int b, const Motion& motion) const {
    const cv::Rect& box = box_[static_cast<std::size_t>(b)];
    const cv::Point p = turned_place(box.tl(), motion.turns) + motion.shift;
    const cv::Point q = turned_place(box.br() - cv::Point(1, 1), motion.turns) + motion.shift;
    const cv::Rect moved(cv::Point(std::min(p.x, q.x), std::min(p.y, q.y)),
                         cv::Point(std::max(p.x, q.x) + 1, std::max(p.y, q.y) + 1));
    return box_[static_cast<std::size_t>(a)] | moved;
  }

  bool fits_frame(const cv::Rect& box) const {
    return (box.width <= options_.max_cols && box.height <= options_.max_rows) ||
           (options_.may_turn && box.width <= options_.max_rows && box.height <= options_.max_cols);
  }

  bool may_merge(int a, int b, const Motion& motion) const {
    float sum = 0;
    for (const PlacedOriented& p : block(b)) {
      const PlacedOriented moved = motion.apply(p);
      if (at_.contains(place_key(a, moved.place))) return false;
      if (!options_.needs_support) continue;
      for (int direction = 0; direction < 4; ++direction) {
        const auto neighbour = at_.find(place_key(a, moved.place + step_towards(direction)));
        if (neighbour == at_.end()) continue;
        sum += support_.of(side_towards(moved.piece, direction), side_towards(neighbour->second, opposite(direction)));
      }
    }
    return !options_.needs_support || sum > 0;
  }

  void merge(int a, int b, const Motion& motion, const cv::Rect& box) {
    Block& into = blocks_[static_cast<std::size_t>(a)];
    for (const PlacedOriented& p : block(b)) {
      const PlacedOriented moved = motion.apply(p);
      const auto piece = static_cast<std::size_t>(piece_in(moved.piece));
      component_[piece] = a;
      index_[piece] = static_cast<std::uint32_t>(into.size());
      into.push_back(moved);
      at_[place_key(a, moved.place)] = moved.piece;
    }
    blocks_[static_cast<std::size_t>(b)].clear();
    box_[static_cast<std::size_t>(a)] = box;
  }

  const PairScores& support_;
  const GrowthOptions& options_;
  std::vector<Block> blocks_;
  std::vector<int> component_;        // of each piece
  std::vector<std::uint32_t> index_;  // of each piece in its block
  std::vector<cv::Rect> box_;
  std::unordered_map<std::uint64_t, Oriented, KeyHash> at_;
};

}  // namespace

std::vector<Join> ordered_joins(const PairGraph& graph, const std::vector<float>& order, float min_order) {
  std::vector<Join> joins;
  for (int side = 0; side < graph.num_sides(); ++side) {
    for (auto e = static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side)]);
         e < static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side) + 1]); ++e) {
      if (graph.partner[e] > side && order[e] >= min_order) joins.push_back({side, graph.partner[e], order[e]});
    }
  }
  std::sort(joins.begin(), joins.end(), [](const Join& x, const Join& y) {
    if (x.order != y.order) return x.order > y.order;
    return x.side_a != y.side_a ? x.side_a < y.side_a : x.side_b < y.side_b;
  });
  return joins;
}

std::vector<Block> grow_components(int num_pieces, const std::vector<Join>& joins, const PairScores& support,
                                   const GrowthOptions& options) {
  Growth growth(num_pieces, support, options);
  for (const Join& join : joins) growth.try_join(join.side_a, join.side_b);
  return growth.take();
}

}  // namespace solve_puzzle
