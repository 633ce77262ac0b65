// SPDX-License-Identifier: Apache-2.0
#include "solver/frame.h"

#include <algorithm>
#include <cassert>
#include <queue>

namespace solve_puzzle {

Frame::Frame(int cols, int rows, int num_pieces)
    : cols_(cols),
      rows_(rows),
      cells_(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows), kNoPiece),
      cell_of_(static_cast<std::size_t>(num_pieces), -1) {}

void Frame::put(int cell, Oriented piece) {
  assert(at(cell) == kNoPiece && is_free(piece_in(piece)));
  cells_[static_cast<std::size_t>(cell)] = piece;
  cell_of_[static_cast<std::size_t>(piece_in(piece))] = cell;
  ++num_placed_;
}

void Frame::remove(int cell) {
  Oriented& piece = cells_[static_cast<std::size_t>(cell)];
  assert(piece != kNoPiece);
  cell_of_[static_cast<std::size_t>(piece_in(piece))] = -1;
  piece = kNoPiece;
  --num_placed_;
}

double frame_score(const Frame& frame, const AssemblyScores& scores) {
  double sum = 0;
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    const Oriented piece = frame.at(cell);
    if (piece == kNoPiece) continue;
    for (int direction = 0; direction < 4; ++direction) {
      const int other = frame.neighbour(cell, direction);
      const int side = side_towards(piece, direction);
      const Oriented facing_piece = other < 0 ? kNoPiece : frame.at(other);
      sum += facing_piece == kNoPiece ? scores.no_partner[static_cast<std::size_t>(side)]
                                      : scores.objective.of(side, side_towards(facing_piece, opposite(direction)));
    }
  }
  return sum;
}

float alone_score(const AssemblyScores& scores, int piece) {
  float sum = 0;
  for (int side = 0; side < 4; ++side) sum += scores.no_partner[static_cast<std::size_t>(piece * 4 + side)];
  return sum;
}

double layout_score(const Frame& frame, const AssemblyScores& scores, const Rules& rules) {
  double sum = frame_score(frame, scores);
  if (rules.is_complete) return sum;
  for (int piece = 0; piece < frame.num_pieces(); ++piece) {
    if (frame.is_free(piece)) sum += alone_score(scores, piece);
  }
  return sum;
}

bool has_neighbour(const Frame& frame, int cell) {
  for (int direction = 0; direction < 4; ++direction) {
    const int other = frame.neighbour(cell, direction);
    if (other >= 0 && frame.at(other) != kNoPiece) return true;
  }
  return false;
}

cv::Rect bounds(const Block& block) {
  cv::Rect box;
  for (const PlacedOriented& p : block) {
    const cv::Rect cell(p.place, cv::Size(1, 1));
    box = box.empty() ? cell : box | cell;
  }
  return box;
}

float cell_score(const Frame& frame, const AssemblyScores& scores, int cell, Oriented piece) {
  float sum = 0;
  for (int direction = 0; direction < 4; ++direction) {
    const int other = frame.neighbour(cell, direction);
    const int side = side_towards(piece, direction);
    const Oriented neighbour = other < 0 ? kNoPiece : frame.at(other);
    if (neighbour == kNoPiece) {
      sum += scores.no_partner[static_cast<std::size_t>(side)];
    } else {
      sum += 2 * scores.objective.of(side_towards(neighbour, opposite(direction)), side);
    }
  }
  return sum;
}

float placing_gain(const Frame& frame, const AssemblyScores& scores, int cell, Oriented piece) {
  float sum = cell_score(frame, scores, cell, piece) - alone_score(scores, piece_in(piece));
  for (int direction = 0; direction < 4; ++direction) {
    const int other = frame.neighbour(cell, direction);
    if (other < 0 || frame.at(other) == kNoPiece) continue;
    sum -= scores.no_partner[static_cast<std::size_t>(side_towards(frame.at(other), opposite(direction)))];
  }
  return sum;
}

std::vector<Block> cut_into_blocks(const Frame& frame, const PairScores& scores, float threshold) {
  std::vector<Block> blocks;
  std::vector<char> seen(static_cast<std::size_t>(frame.num_cells()), 0);
  std::vector<int> stack;
  for (int start = 0; start < frame.num_cells(); ++start) {
    if (frame.at(start) == kNoPiece || seen[static_cast<std::size_t>(start)] != 0) continue;
    Block& block = blocks.emplace_back();
    stack.push_back(start);
    seen[static_cast<std::size_t>(start)] = 1;
    while (!stack.empty()) {
      const int cell = stack.back();
      stack.pop_back();
      const Oriented piece = frame.at(cell);
      block.push_back({frame.place(cell), piece});
      for (int direction = 0; direction < 4; ++direction) {
        const int other = frame.neighbour(cell, direction);
        if (other < 0 || frame.at(other) == kNoPiece || seen[static_cast<std::size_t>(other)] != 0) continue;
        if (scores.of(side_towards(piece, direction), side_towards(frame.at(other), opposite(direction))) < threshold) {
          continue;
        }
        seen[static_cast<std::size_t>(other)] = 1;
        stack.push_back(other);
      }
    }
  }
  std::stable_sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) { return a.size() > b.size(); });
  return blocks;
}

namespace {

struct CellJoin {
  float score;
  int cell;
  int other;
};

/// Union-find over cells that keeps the cells of each set.
class CellSets {
 public:
  explicit CellSets(int num_cells) {
    for (int cell = 0; cell < num_cells; ++cell) {
      set_.push_back(cell);
      cells_.push_back({cell});
    }
  }
  int set(int cell) const { return set_[static_cast<std::size_t>(cell)]; }
  std::vector<int>& cells(int set) { return cells_[static_cast<std::size_t>(set)]; }
  void merge(int into, int from) {
    for (const int cell : cells(from)) {
      set_[static_cast<std::size_t>(cell)] = into;
      cells(into).push_back(cell);
    }
    cells(from).clear();
  }

 private:
  std::vector<int> set_;
  std::vector<std::vector<int>> cells_;
};

}  // namespace

std::vector<Block> coherent_blocks(const Frame& frame, const PairScores& scores, float threshold) {
  const auto joined = [&](int cell, int other, int direction) {
    return scores.of(side_towards(frame.at(cell), direction), side_towards(frame.at(other), opposite(direction)));
  };
  std::vector<CellJoin> joins;
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    if (frame.at(cell) == kNoPiece) continue;
    for (const int direction : {kRight, kBottom}) {
      const int other = frame.neighbour(cell, direction);
      if (other < 0 || frame.at(other) == kNoPiece) continue;
      const float score = joined(cell, other, direction);
      if (score > threshold) joins.push_back({score, cell, other});
    }
  }
  std::sort(joins.begin(), joins.end(), [](const CellJoin& a, const CellJoin& b) {
    return a.score != b.score ? a.score > b.score : (a.cell != b.cell ? a.cell < b.cell : a.other < b.other);
  });
  CellSets sets(frame.num_cells());
  for (const CellJoin& join : joins) {
    int a = sets.set(join.cell);
    int b = sets.set(join.other);
    if (a == b) continue;
    if (sets.cells(a).size() < sets.cells(b).size()) std::swap(a, b);
    float sum = 0;
    for (const int cell : sets.cells(b)) {
      for (int direction = 0; direction < 4; ++direction) {
        const int other = frame.neighbour(cell, direction);
        if (other >= 0 && frame.at(other) != kNoPiece && sets.set(other) == a)
          sum += joined(cell, other, direction) - threshold;
      }
    }
    if (sum > 0) sets.merge(a, b);
  }
  std::vector<Block> blocks;
  for (int set = 0; set < frame.num_cells(); ++set) {
    Block block;
    for (const int cell : sets.cells(set)) {
      if (frame.at(cell) != kNoPiece) block.push_back({frame.place(cell), frame.at(cell)});
    }
    if (!block.empty()) blocks.push_back(std::move(block));
  }
  std::stable_sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) { return a.size() > b.size(); });
  return blocks;
}

std::vector<Region> connected_regions(const Frame& frame) {
  std::vector<Region> regions;
  std::vector<char> seen(static_cast<std::size_t>(frame.num_cells()), 0);
  for (int start = 0; start < frame.num_cells(); ++start) {
    if (frame.at(start) == kNoPiece || seen[static_cast<std::size_t>(start)] != 0) continue;
    Region region;
    std::vector<int> stack = {start};
    seen[static_cast<std::size_t>(start)] = 1;
    while (!stack.empty()) {
      const int cell = stack.back();
      stack.pop_back();
      region.cells.push_back(cell);
      const cv::Rect unit(frame.place(cell), cv::Size(1, 1));
      region.box = region.box.empty() ? unit : region.box | unit;
      for (int direction = 0; direction < 4; ++direction) {
        const int other = frame.neighbour(cell, direction);
        if (other < 0 || frame.at(other) == kNoPiece || seen[static_cast<std::size_t>(other)] != 0) continue;
        seen[static_cast<std::size_t>(other)] = 1;
        stack.push_back(other);
      }
    }
    regions.push_back(std::move(region));
  }
  std::stable_sort(regions.begin(), regions.end(),
                   [](const Region& a, const Region& b) { return a.cells.size() > b.cells.size(); });
  return regions;
}

namespace {

/// A cell that may be reached from a labelled one.
struct Reach {
  float score;
  int cell;
  int label;
  friend bool operator<(const Reach& a, const Reach& b) {
    return a.score != b.score ? a.score < b.score : (a.cell != b.cell ? a.cell > b.cell : a.label > b.label);
  }
};

/// Spreads labels from cell to cell over the best joins first, until every cell that can be reached has one.
void spread_labels(const Frame& frame, const PairScores& scores, std::vector<int>& label) {
  std::priority_queue<Reach> queue;
  const auto reach_from = [&](int cell) {
    for (int direction = 0; direction < 4; ++direction) {
      const int other = frame.neighbour(cell, direction);
      if (other < 0 || frame.at(other) == kNoPiece || label[static_cast<std::size_t>(other)] >= 0) continue;
      const float score =
          scores.of(side_towards(frame.at(cell), direction), side_towards(frame.at(other), opposite(direction)));
      queue.push({score, other, label[static_cast<std::size_t>(cell)]});
    }
  };
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    if (label[static_cast<std::size_t>(cell)] >= 0) reach_from(cell);
  }
  while (!queue.empty()) {
    const Reach top = queue.top();
    queue.pop();
    if (label[static_cast<std::size_t>(top.cell)] >= 0) continue;
    label[static_cast<std::size_t>(top.cell)] = top.label;
    reach_from(top.cell);
  }
}

}  // namespace

std::vector<Region> picture_regions(const Frame& frame, const PairScores& scores) {
  constexpr float kApart = -6.5F;  // mean log posterior of the joins between two pictures; the floor is -8
  constexpr std::size_t kSmallestShare = 20;
  std::vector<Region> touching = connected_regions(frame);
  std::vector<int> label(static_cast<std::size_t>(frame.num_cells()), -1);
  int num_labels = 0;
  for (const Block& block : coherent_blocks(frame, scores, kApart)) {
    if (block.size() < static_cast<std::size_t>(frame.num_placed()) / kSmallestShare) break;
    for (const PlacedOriented& p : block) label[static_cast<std::size_t>(frame.index(p.place))] = num_labels;
    ++num_labels;
  }
  if (num_labels < 2) return touching;
  spread_labels(frame, scores, label);
  std::vector<Region> regions(static_cast<std::size_t>(num_labels));
  for (const Region& region : touching) {
    if (label[static_cast<std::size_t>(region.cells.front())] < 0) {
      regions.push_back(region);
      continue;
    }
    for (const int cell : region.cells) {
      Region& own = regions[static_cast<std::size_t>(label[static_cast<std::size_t>(cell)])];
      const cv::Rect unit(frame.place(cell), cv::Size(1, 1));
      own.box = own.box.empty() ? unit : own.box | unit;
      own.cells.push_back(cell);
    }
  }
  const bool is_full = frame.num_placed() == frame.num_cells();
  const bool are_rectangles = std::all_of(regions.begin(), regions.end(), [](const Region& region) {
    return region.cells.size() == static_cast<std::size_t>(region.box.area());
  });
  if (is_full && !are_rectangles) return touching;
  std::stable_sort(regions.begin(), regions.end(),
                   [](const Region& a, const Region& b) { return a.cells.size() > b.cells.size(); });
  return regions;
}

}  // namespace solve_puzzle
