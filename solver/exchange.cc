// SPDX-License-Identifier: Apache-2.0
#include "solver/exchange.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace solve_puzzle {
namespace {

/// Two pieces in two cells.
struct Pair {
  int cell_a, cell_b;
  Oriented a, b;
};

void put(Frame& frame, const Pair& pair) {
  frame.put(pair.cell_a, pair.a);
  frame.put(pair.cell_b, pair.b);
}

void take_out(Frame& frame, const Pair& pair) {
  frame.remove(pair.cell_a);
  frame.remove(pair.cell_b);
}

/// What two pieces add to the score of a frame whose two cells are empty, less much for every join that must not be.
float worth_of(Frame& frame, const AssemblyScores& scores, const PinRules& pins, const Pair& pair) {
  constexpr float kBroken = 1e4F;
  const float first = cell_score(frame, scores, pair.cell_a, pair.a);
  frame.put(pair.cell_a, pair.a);
  const float both = first + cell_score(frame, scores, pair.cell_b, pair.b);
  frame.put(pair.cell_b, pair.b);
  const auto num_broken = static_cast<float>(broken_apart(frame, pins).size());
  take_out(frame, pair);
  return both - kBroken * num_broken;
}

/// The best way to exchange the two; the pair itself when none is better.
Pair best_exchange(Frame& frame, const AssemblyScores& scores, const PinRules& pins, const Pair& pair, int turn_step) {
  constexpr float kLeast = 1e-2F;
  Pair best = pair;
  float most = worth_of(frame, scores, pins, pair) + kLeast;
  for (int turns_a = 0; turns_a < 4; turns_a += turn_step) {
    for (int turns_b = 0; turns_b < 4; turns_b += turn_step) {
      const Pair tried{pair.cell_a, pair.cell_b, oriented(piece_in(pair.b), turns_of(pair.b) + turns_b),
                       oriented(piece_in(pair.a), turns_of(pair.a) + turns_a)};
      const float worth = worth_of(frame, scores, pins, tried);
      if (worth <= most) continue;
      best = tried;
      most = worth;
    }
  }
  return best;
}

/// Gives false when nothing was better.
bool exchange(Frame& frame, const AssemblyScores& scores, const PinRules& pins, const Pair& pair, int turn_step) {
  take_out(frame, pair);
  const Pair better = best_exchange(frame, scores, pins, pair, turn_step);
  put(frame, better);
  return better.a != pair.a || better.b != pair.b;
}

std::vector<int> movable(const Frame& frame, const PinRules& pins, const std::vector<int>& pieces) {
  std::set<int> held;
  for (const Block& block : pins.blocks) {
    for (const PlacedOriented& p : block) held.insert(piece_in(p.piece));
  }
  std::vector<int> found;
  std::copy_if(pieces.begin(), pieces.end(), std::back_inserter(found),
               [&](int piece) { return !held.contains(piece) && !frame.is_free(piece); });
  return found;
}

}  // namespace

Frame with_best_exchanges(Frame frame, const AssemblyScores& scores, const PinRules& pins,
                          const std::vector<int>& pieces, int turn_step) {
  constexpr int kMostPasses = 10;
  const std::vector<int> list = movable(frame, pins, pieces);
  bool has_changed = true;
  for (int pass = 0; pass < kMostPasses && has_changed; ++pass) {
    has_changed = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t k = i + 1; k < list.size(); ++k) {
        const int a = frame.cell_of(list[i]), b = frame.cell_of(list[k]);
        has_changed |= exchange(frame, scores, pins, {a, b, frame.at(a), frame.at(b)}, turn_step);
      }
    }
  }
  return frame;
}

}  // namespace solve_puzzle
