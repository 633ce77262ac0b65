// SPDX-License-Identifier: Apache-2.0
#include "solver/frame_fill.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <queue>

namespace solve_puzzle {
namespace {

/// A way to lay a block into the frame.
struct Placement {
  int turns = 0;
  cv::Point shift;
  float score = 0;
};

/// Sum and number of the joins that a placed block would make.
struct Contact {
  float sum = 0;
  int count = 0;
};

Contact contact(const Frame& frame, const PairScores& scores, const Block& block, int turns, cv::Point shift) {
  Contact result;
  for (const PlacedOriented& p : block) {
    const cv::Point place = turned_place(p.place, turns) + shift;
    const Oriented piece = turned_further(p.piece, turns);
    for (int direction = 0; direction < 4; ++direction) {
      const Oriented neighbour = frame.at(place + step_towards(direction));
      if (neighbour == kNoPiece) continue;
      result.sum += scores.of(side_towards(piece, direction), side_towards(neighbour, opposite(direction)));
      ++result.count;
    }
  }
  return result;
}

/// Which places of its box a block fills.
class BlockMap {
 public:
  explicit BlockMap(const Block& block) : box_(bounds(block)), is_filled_(static_cast<std::size_t>(box_.area()), 0) {
    for (const PlacedOriented& p : block) is_filled_[index(p.place)] = 1;
  }
  const cv::Rect& box() const { return box_; }
  bool contains(cv::Point place) const { return box_.contains(place) && is_filled_[index(place)] != 0; }

 private:
  std::size_t index(cv::Point p) const {
    return static_cast<std::size_t>(p.y - box_.y) * static_cast<std::size_t>(box_.width) +
           static_cast<std::size_t>(p.x - box_.x);
  }
  cv::Rect box_;
  std::vector<char> is_filled_;
};

/// Gives the box after turning the grid about the origin.
cv::Rect turned_box(const cv::Rect& box, int turns) {
  const cv::Point p = turned_place(box.tl(), turns);
  const cv::Point q = turned_place(box.br() - cv::Point(1, 1), turns);
  return {cv::Point(std::min(p.x, q.x), std::min(p.y, q.y)), cv::Point(std::max(p.x, q.x) + 1, std::max(p.y, q.y) + 1)};
}

/// Collects the ways to lay a block that the candidate joins of its outer sides propose, and keeps the best.
class BlockPlacer {
 public:
  BlockPlacer(const Frame& frame, const AssemblyScores& scores, const Rules& rules)
      : frame_(frame), scores_(scores), rules_(rules), weight_(static_cast<std::size_t>(frame.num_cells()) * 4, 0.0F) {}

  std::optional<Placement> best(const Block& block) {
    collect_votes(block);
    std::optional<Placement> result;
    for (const Vote& vote : votes_) {
      if (!fits(frame_, block, vote.turns, vote.shift)) continue;
      const Contact c = contact(frame_, scores_.objective, block, vote.turns, vote.shift);
      const float score = c.sum / static_cast<float>(c.count) + std::log2(static_cast<float>(c.count));
      if (!result || score > result->score) result = Placement{vote.turns, vote.shift, score};
    }
    return result;
  }

 private:
  struct Vote {
    int turns;
    cv::Point shift;
    float weight;
    std::size_t slot;  ///< turns and the cell of the turned box's corner
  };
  static constexpr std::size_t kMaxTried = 12;

  /// Leaves the distinct proposals with the most weight, heaviest first.
  void collect_votes(const Block& block) {
    votes_.clear();
    const BlockMap map(block);
    for (int turns = 0; turns < 4; ++turns) box_[static_cast<std::size_t>(turns)] = turned_box(map.box(), turns);
    for (const PlacedOriented& p : block) {
      for (int direction = 0; direction < 4; ++direction) {
        if (!map.contains(p.place + step_towards(direction))) vote(p, direction);
      }
    }
    for (Vote& v : votes_) std::swap(v.weight, weight_[v.slot]);
    const std::size_t num_tried = std::min(votes_.size(), kMaxTried);
    std::partial_sort(
        votes_.begin(), votes_.begin() + static_cast<std::ptrdiff_t>(num_tried), votes_.end(),
        [](const Vote& a, const Vote& b) { return a.weight != b.weight ? a.weight > b.weight : a.slot < b.slot; });
    votes_.resize(num_tried);
  }

  void vote(const PlacedOriented& p, int direction) {
    const int side = side_towards(p.piece, direction);
    for (const Partner& partner : scores_.guide.best(side)) {
      const int cell = frame_.cell_of(piece_of(partner.side));
      if (cell < 0) continue;
      const int looks = direction_of(partner.side & 3, turns_of(frame_.at(cell)));
      const int turns = (turns_of(facing(side, opposite(looks))) - turns_of(p.piece)) & 3;
      if (turns % rules_.turn_step != 0) continue;
      const cv::Point place = frame_.place(cell) + step_towards(looks);
      if (!frame_.contains(place) || frame_.at(place) != kNoPiece) continue;
      add_vote(turns, place - turned_place(p.place, turns), partner.score - scores_.guide.floor());
    }
  }

  void add_vote(int turns, cv::Point shift, float weight) {
    const cv::Rect& box = box_[static_cast<std::size_t>(turns)];
    const cv::Point corner = box.tl() + shift;
    if (!frame_.contains(corner) || !frame_.contains(box.br() + shift - cv::Point(1, 1))) return;
    const auto slot = static_cast<std::size_t>(turns * frame_.num_cells() + frame_.index(corner));
    if (weight_[slot] == 0.0F) votes_.push_back({turns, shift, 0.0F, slot});
    weight_[slot] += weight;
  }

  const Frame& frame_;
  const AssemblyScores& scores_;
  const Rules& rules_;
  std::vector<float> weight_;  ///< per slot; zero between calls
  std::array<cv::Rect, 4> box_;
  std::vector<Vote> votes_;
};

/// Fills cell by cell; a cell's priority is renewed when a neighbour was filled or its favourite was used elsewhere.
class CellFiller {
 public:
  CellFiller(Frame& frame, const AssemblyScores& scores, const Rules& rules, double noise, Random& random)
      : frame_(frame),
        scores_(scores),
        rules_(rules),
        noise_(noise),
        random_(random),
        version_(static_cast<std::size_t>(frame.num_cells()), 0),
        stamp_(static_cast<std::size_t>(frame.num_pieces()) * 4, -1) {}

  void run() {
    for (int cell = 0; cell < frame_.num_cells(); ++cell) consider(cell);
    while (!queue_.empty()) {
      const Entry top = queue_.top();
      queue_.pop();
      if (frame_.at(top.cell) != kNoPiece || top.version != version_[static_cast<std::size_t>(top.cell)]) continue;
      if (!frame_.is_free(piece_in(top.piece))) {
        consider(top.cell);
        continue;
      }
      frame_.put(top.cell, top.piece);
      for (int direction = 0; direction < 4; ++direction) {
        const int other = frame_.neighbour(top.cell, direction);
        if (other >= 0) consider(other);
      }
    }
    if (rules_.is_complete) put_leftovers();
  }

 private:
  struct Entry {
    float priority;
    int cell;
    int version;
    Oriented piece;
    friend bool operator<(const Entry& a, const Entry& b) {
      return a.priority != b.priority ? a.priority < b.priority : a.cell > b.cell;
    }
  };

  void consider(int cell) {
    if (frame_.at(cell) != kNoPiece) return;
    const int version = ++version_[static_cast<std::size_t>(cell)];
    ++round_;
    best_ = second_ = Rated{};
    int num_neighbours = 0;
    for (int direction = 0; direction < 4; ++direction) {
      const int other = frame_.neighbour(cell, direction);
      num_neighbours += other >= 0 && frame_.at(other) != kNoPiece ? 1 : 0;
    }
    if (num_neighbours == 0) return;
    for (int direction = 0; direction < 4; ++direction) rate_candidates(cell, direction, num_neighbours);
    if (best_.piece == kNoPiece) return;
    const float margin = second_.piece == kNoPiece ? 8.0F : std::min(best_.score - second_.score, 8.0F);
    queue_.push({best_.score + 0.5F * margin + 1.5F * static_cast<float>(num_neighbours), cell, version, best_.piece});
  }

  void rate_candidates(int cell, int direction, int num_neighbours) {
    const int other = frame_.neighbour(cell, direction);
    if (other < 0 || frame_.at(other) == kNoPiece) return;
    for (const Partner& partner : scores_.guide.best(side_towards(frame_.at(other), opposite(direction)))) {
      if (!frame_.is_free(piece_of(partner.side))) continue;
      const Oriented piece = facing(partner.side, direction);
      if (turns_of(piece) % rules_.turn_step != 0) continue;
      if (stamp_[static_cast<std::size_t>(piece)] == round_) continue;
      stamp_[static_cast<std::size_t>(piece)] = round_;
      if (!rules_.is_complete && placing_gain(frame_, scores_, cell, piece) <= 0) continue;
      float score = joins(cell, piece) / static_cast<float>(num_neighbours);
      if (noise_ > 0) score += static_cast<float>(noise_ * random_.uniform());
      rate(piece, score);
    }
  }

  float joins(int cell, Oriented piece) const {
    float sum = 0;
    for (int direction = 0; direction < 4; ++direction) {
      const int other = frame_.neighbour(cell, direction);
      if (other < 0 || frame_.at(other) == kNoPiece) continue;
      sum += scores_.objective.of(side_towards(frame_.at(other), opposite(direction)), side_towards(piece, direction));
    }
    return sum;
  }

  void rate(Oriented piece, float score) {
    if (score > best_.score) {
      second_ = best_;
      best_ = {piece, score};
    } else if (score > second_.score) {
      second_ = {piece, score};
    }
  }

  void put_leftovers() {
    int piece = 0;
    for (int cell = 0; cell < frame_.num_cells(); ++cell) {
      if (frame_.at(cell) != kNoPiece) continue;
      while (piece < frame_.num_pieces() && !frame_.is_free(piece)) ++piece;
      if (piece == frame_.num_pieces()) return;
      frame_.put(cell, oriented(piece, 0));
    }
  }

  struct Rated {
    Oriented piece = kNoPiece;
    float score = -1e9F;
  };

  Frame& frame_;
  const AssemblyScores& scores_;
  const Rules& rules_;
  double noise_;
  Random& random_;
  std::vector<int> version_;
  std::vector<int> stamp_;
  int round_ = 0;
  Rated best_;
  Rated second_;
  std::priority_queue<Entry> queue_;
};

/// Marks the blocks that hold a candidate partner of the placed block: their best place may have changed.
std::vector<char> linked_blocks(const Block& placed, const PairScores& guide, const std::vector<int>& block_of,
                                std::size_t num_blocks) {
  std::vector<char> is_linked(num_blocks, 0);
  for (const PlacedOriented& p : placed) {
    for (int direction = 0; direction < 4; ++direction) {
      for (const Partner& partner : guide.best(side_towards(p.piece, direction))) {
        const int block = block_of[static_cast<std::size_t>(piece_of(partner.side))];
        if (block >= 0) is_linked[static_cast<std::size_t>(block)] = 1;
      }
    }
  }
  return is_linked;
}

}  // namespace

bool fits(const Frame& frame, const Block& block, int turns, cv::Point shift) {
  return std::all_of(block.begin(), block.end(), [&](const PlacedOriented& p) {
    const cv::Point place = turned_place(p.place, turns) + shift;
    return frame.contains(place) && frame.at(place) == kNoPiece;
  });
}

void put_block(Frame& frame, const Block& block, int turns, cv::Point shift) {
  for (const PlacedOriented& p : block) {
    frame.put(frame.index(turned_place(p.place, turns) + shift), turned_further(p.piece, turns));
  }
}

void place_blocks(Frame& frame, std::vector<Block> blocks, const AssemblyScores& scores, const Rules& rules,
                  double noise, Random& random) {
  BlockPlacer placer(frame, scores, rules);
  std::vector<int> block_of(static_cast<std::size_t>(frame.num_pieces()), -1);
  std::vector<std::optional<Placement>> best;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (const PlacedOriented& p : blocks[i])
      block_of[static_cast<std::size_t>(piece_in(p.piece))] = static_cast<int>(i);
    best.push_back(placer.best(blocks[i]));
  }
  for (std::size_t num_left = blocks.size(); num_left > 0; --num_left) {
    std::size_t chosen = blocks.size();
    float chosen_score = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (!best[i]) continue;
      const float score = best[i]->score + static_cast<float>(noise * random.uniform());
      if (chosen == blocks.size() || score > chosen_score) {
        chosen = i;
        chosen_score = score;
      }
    }
    if (chosen == blocks.size()) return;
    put_block(frame, blocks[chosen], best[chosen]->turns, best[chosen]->shift);
    const std::vector<char> is_stale = linked_blocks(blocks[chosen], scores.guide, block_of, blocks.size());
    blocks[chosen].clear();
    best[chosen].reset();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (blocks[i].empty()) continue;
      const bool is_blocked = best[i] && !fits(frame, blocks[i], best[i]->turns, best[i]->shift);
      if (is_blocked || is_stale[i] != 0) best[i] = placer.best(blocks[i]);
    }
  }
}

void fill_cells(Frame& frame, const AssemblyScores& scores, const Rules& rules, double noise, Random& random) {
  CellFiller(frame, scores, rules, noise, random).run();
}

}  // namespace solve_puzzle
