// SPDX-License-Identifier: Apache-2.0
#include "solver/moves.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "solver/assignment.h"
#include "solver/frame_fill.h"

namespace solve_puzzle {
namespace {

constexpr std::size_t kMaxMovedBlocks = 60;
constexpr std::size_t kMaxAssigned = 50;

/// Between "nearly every join is doubted" and "only the worst are".
float random_threshold(Random& random) { return static_cast<float>(-0.05 - 2.95 * random.uniform()); }

std::vector<Block> random_blocks(const Frame& frame, const AssemblyScores& scores, Random& random) {
  const float threshold = random_threshold(random);
  const PairScores& joins = random.below(2) == 0 ? scores.objective : scores.guide;
  return random.below(3) == 0 ? cut_into_blocks(frame, joins, threshold) : coherent_blocks(frame, joins, threshold);
}

/// Gives a shift that keeps the box inside the frame; none in half of the cases.
cv::Point random_shift(const cv::Rect& box, const Frame& frame, Random& random) {
  if (random.below(2) == 0) return {0, 0};
  const int x = static_cast<int>(random.below(static_cast<std::uint32_t>(frame.cols() - box.width + 1)));
  const int y = static_cast<int>(random.below(static_cast<std::uint32_t>(frame.rows() - box.height + 1)));
  return cv::Point(x, y) - box.tl();
}

/// A join that the layout does not make.
struct WantedJoin {
  int side_a = -1;
  int side_b = -1;
};

/// Draws one of the promising joins that the layout does not make, by what the scores promise.
std::optional<WantedJoin> draw_wanted_join(const Frame& frame, const AssemblyScores& scores, Random& random) {
  const PairScores& promise = random.below(2) == 0 ? scores.guide : scores.objective;
  const std::size_t max_rank = random.below(4) == 0 ? 3 : 1;
  std::vector<WantedJoin> joins;
  std::vector<double> total;  // running sum of weights
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    if (frame.at(cell) == kNoPiece) continue;
    for (int direction = 0; direction < 4; ++direction) {
      const int side = side_towards(frame.at(cell), direction);
      const int other = frame.neighbour(cell, direction);
      const int made =
          other >= 0 && frame.at(other) != kNoPiece ? side_towards(frame.at(other), opposite(direction)) : -1;
      const auto best = promise.best(side);
      for (std::size_t rank = 0; rank < std::min(max_rank, best.size()); ++rank) {
        if (best[rank].side == made || frame.is_free(piece_of(best[rank].side))) continue;
        joins.push_back({side, best[rank].side});
        total.push_back((total.empty() ? 0.0 : total.back()) + std::exp(static_cast<double>(best[rank].score)));
      }
    }
  }
  if (joins.empty()) return std::nullopt;
  const auto drawn = std::upper_bound(total.begin(), total.end(), random.uniform() * total.back());
  return joins[std::min(static_cast<std::size_t>(drawn - total.begin()), joins.size() - 1)];
}

std::size_t block_of(const std::vector<Block>& blocks, int piece) {
  const auto holds = [&](const PlacedOriented& p) { return piece_in(p.piece) == piece; };
  const auto place = std::find_if(blocks.begin(), blocks.end(),
                                  [&](const Block& block) { return std::any_of(block.begin(), block.end(), holds); });
  return static_cast<std::size_t>(place - blocks.begin());
}

/// Lays the moved block beside the fixed one; cells that are taken or would burst the frame are left out.
Block join_blocks(const Frame& frame, const Block& fixed, const Block& added, int turns, cv::Point shift) {
  Block joined = fixed;
  cv::Rect box = bounds(fixed);
  Frame taken(frame.cols(), frame.rows(), frame.num_pieces());
  put_block(taken, fixed, 0, {0, 0});
  for (const PlacedOriented& p : added) {
    const cv::Point place = turned_place(p.place, turns) + shift;
    const cv::Rect wider = box | cv::Rect(place, cv::Size(1, 1));
    if (taken.at(place) != kNoPiece || wider.width > frame.cols() || wider.height > frame.rows()) continue;
    box = wider;
    joined.push_back({place, turned_further(p.piece, turns)});
  }
  return joined;
}

/// Gives the smallest shift that brings the box into the frame.
cv::Point shift_into(const Frame& frame, const cv::Rect& box) {
  return {std::max(0, -box.x) - std::max(0, box.br().x - frame.cols()),
          std::max(0, -box.y) - std::max(0, box.br().y - frame.rows())};
}

/// Blocks keep their place, moved by `shift`, where they are large enough and it is free; the others are placed anew.
void keep_or_place(Frame& frame, std::vector<Block> blocks, cv::Point shift, std::size_t smallest_kept,
                   const AssemblyScores& scores, const Rules& rules, Random& random) {
  std::vector<Block> moved;
  for (Block& block : blocks) {
    if (block.size() >= smallest_kept && fits(frame, block, 0, shift)) {
      put_block(frame, block, 0, shift);
    } else if (block.size() > 1 && moved.size() < kMaxMovedBlocks) {
      moved.push_back(std::move(block));
    }
  }
  place_blocks(frame, std::move(moved), scores, rules, 0.5 * random.uniform(), random);
}

/// Cells of one colour of the checkerboard whose piece is doubted, or that could take one.
std::vector<int> cells_to_assign(const Frame& frame, const AssemblyScores& scores, Random& random) {
  const auto threshold = static_cast<float>(-0.1 - 3.9 * random.uniform());
  const int colour = static_cast<int>(random.below(2));
  std::vector<int> cells;
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    const cv::Point p = frame.place(cell);
    if ((p.x + p.y) % 2 != colour) continue;
    const Oriented piece = frame.at(cell);
    const bool is_open = piece == kNoPiece && has_neighbour(frame, cell);
    if (is_open ||
        (piece != kNoPiece && (cell_score(frame, scores, cell, piece) / 8 < threshold || random.below(30) == 0))) {
      cells.push_back(cell);
    }
  }
  random.shuffle(cells);
  cells.resize(std::min(cells.size(), kMaxAssigned));
  std::sort(cells.begin(), cells.end());
  return cells;
}

/// Free pieces that some placed side would like: they compete for the cells too.
std::vector<Oriented> wanted_free_pieces(const Frame& frame, const std::vector<int>& cells,
                                         const AssemblyScores& scores) {
  constexpr std::size_t kMaxOffered = 60;
  std::vector<Oriented> offered;
  for (const int cell : cells) {
    for (int direction = 0; direction < 4; ++direction) {
      const int other = frame.neighbour(cell, direction);
      if (other < 0 || frame.at(other) == kNoPiece) continue;
      for (const Partner& partner : scores.guide.best(side_towards(frame.at(other), opposite(direction)))) {
        const Oriented piece = oriented(piece_of(partner.side), 0);
        if (frame.is_free(piece_in(piece)) && offered.size() < kMaxOffered) offered.push_back(piece);
      }
    }
  }
  std::sort(offered.begin(), offered.end());
  offered.erase(std::unique(offered.begin(), offered.end()), offered.end());
  return offered;
}

/// Costs of pieces in cells, each at its best turn.
struct AssignmentCosts {
  std::vector<float> cost;
  std::vector<std::uint8_t> turns;
  std::size_t num_columns = 0;
};

AssignmentCosts assignment_costs(const Frame& frame, const std::vector<Oriented>& pieces, const std::vector<int>& cells,
                                 const AssemblyScores& scores, const Rules& rules) {
  AssignmentCosts result;
  const std::size_t num_out = rules.is_complete ? 0 : pieces.size();
  result.num_columns = cells.size() + num_out;
  for (const Oriented piece : pieces) {
    for (const int cell : cells) {
      float best = -1e9F;
      int best_turns = 0;
      for (int turns = 0; turns < 4; turns += rules.turn_step) {
        const float score = placing_gain(frame, scores, cell, turned_further(piece, turns));
        if (score > best) {
          best = score;
          best_turns = turns;
        }
      }
      result.cost.push_back(-best);
      result.turns.push_back(static_cast<std::uint8_t>(best_turns));
    }
    result.cost.insert(result.cost.end(), num_out, 0.0F);
    result.turns.insert(result.turns.end(), num_out, 0);
  }
  return result;
}

}  // namespace

Frame move_blocks(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random) {
  std::vector<Block> blocks = random_blocks(frame, scores, random);
  if (blocks.empty()) return frame;
  const std::size_t smallest_kept = std::max<std::size_t>(blocks.front().size() >> random.below(6), 1);
  Block kept;
  std::vector<Block> moved;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i == 0 || (blocks[i].size() >= smallest_kept && random.below(10) != 0)) {
      kept.insert(kept.end(), blocks[i].begin(), blocks[i].end());
    } else if (blocks[i].size() > 1 && moved.size() < kMaxMovedBlocks) {
      moved.push_back(std::move(blocks[i]));
    }
  }
  Frame result(frame.cols(), frame.rows(), frame.num_pieces());
  put_block(result, kept, 0, random_shift(bounds(kept), frame, random));
  place_blocks(result, std::move(moved), scores, rules, random.uniform(), random);
  fill_cells(result, scores, rules, random.below(2) * random.uniform(), random);
  return result;
}

Frame follow_join(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random) {
  std::optional<WantedJoin> join = draw_wanted_join(frame, scores, random);
  if (!join) return frame;
  std::vector<Block> blocks = random_blocks(frame, scores, random);
  std::size_t fixed = block_of(blocks, piece_of(join->side_a));
  std::size_t added = block_of(blocks, piece_of(join->side_b));
  if (fixed == added) return frame;
  if (blocks[fixed].size() < blocks[added].size()) {
    std::swap(fixed, added);
    std::swap(join->side_a, join->side_b);
  }
  const int cell_a = frame.cell_of(piece_of(join->side_a));
  const int cell_b = frame.cell_of(piece_of(join->side_b));
  const int direction = direction_of(join->side_a & 3, turns_of(frame.at(cell_a)));
  const int turns = (turns_of(facing(join->side_b, opposite(direction))) - turns_of(frame.at(cell_b))) & 3;
  if (turns % rules.turn_step != 0) return frame;
  const cv::Point shift = frame.place(cell_a) + step_towards(direction) - turned_place(frame.place(cell_b), turns);
  const Block joined = join_blocks(frame, blocks[fixed], blocks[added], turns, shift);
  const cv::Point move = shift_into(frame, bounds(joined));
  Frame result(frame.cols(), frame.rows(), frame.num_pieces());
  put_block(result, joined, 0, move);
  const std::size_t smallest_kept = std::max<std::size_t>(blocks.front().size() >> (1 + random.below(8)), 1);
  blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(std::max(fixed, added)));
  blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(std::min(fixed, added)));
  keep_or_place(result, std::move(blocks), move, smallest_kept, scores, rules, random);
  fill_cells(result, scores, rules, 0.0, random);
  return result;
}

Frame refill_region(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random) {
  const cv::Point centre = frame.place(static_cast<int>(random.below(static_cast<std::uint32_t>(frame.num_cells()))));
  const int reach_x = 1 + static_cast<int>(random.below(5));
  const int reach_y = 1 + static_cast<int>(random.below(5));
  const auto threshold = static_cast<float>(-0.5 - 4 * random.uniform());
  Frame result = frame;
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    const Oriented piece = frame.at(cell);
    if (piece == kNoPiece) continue;
    const cv::Point d = frame.place(cell) - centre;
    const bool is_inside = std::abs(d.x) <= reach_x && std::abs(d.y) <= reach_y;
    if (is_inside || cell_score(frame, scores, cell, piece) / 8 < threshold) result.remove(cell);
  }
  if (result.num_placed() == 0) return frame;
  fill_cells(result, scores, rules, 2.0 * random.uniform(), random);
  return result;
}

Frame reassign(const Frame& frame, const AssemblyScores& scores, const Rules& rules, Random& random) {
  const std::vector<int> cells = cells_to_assign(frame, scores, random);
  if (cells.size() < 2) return frame;
  Frame result = frame;
  std::vector<Oriented> pieces;
  for (const int cell : cells) {
    if (frame.at(cell) == kNoPiece) continue;
    pieces.push_back(frame.at(cell));
    result.remove(cell);
  }
  if (!rules.is_complete) {
    const std::vector<Oriented> offered = wanted_free_pieces(frame, cells, scores);
    pieces.insert(pieces.end(), offered.begin(), offered.end());
  }
  if (pieces.empty()) return frame;
  const AssignmentCosts costs = assignment_costs(result, pieces, cells, scores, rules);
  const std::vector<int> column =
      assign(costs.cost, static_cast<int>(pieces.size()), static_cast<int>(costs.num_columns));
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto c = static_cast<std::size_t>(column[i]);
    if (c < cells.size()) result.put(cells[c], turned_further(pieces[i], costs.turns[i * costs.num_columns + c]));
  }
  return result;
}

}  // namespace solve_puzzle
