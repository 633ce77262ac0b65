// SPDX-License-Identifier: Apache-2.0
#include "solver/local_pairs.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "puzzles/parallel.h"
#include "solver/corrections.h"

namespace solve_puzzle {
namespace {

class KnownPairs {
 public:
  explicit KnownPairs(std::size_t num_sides) : known_(num_sides) {}

  void add(int a, int b) {
    known_[static_cast<std::size_t>(a)].push_back(b);
    known_[static_cast<std::size_t>(b)].push_back(a);
  }

  void add_neighbours(const Frame& layout) {
    for (int cell = 0; cell < layout.num_cells(); ++cell) {
      for (const int direction : {kRight, kBottom}) {
        const int other = layout.neighbour(cell, direction);
        if (layout.at(cell) == kNoPiece || other < 0 || layout.at(other) == kNoPiece) continue;
        add(side_towards(layout.at(cell), direction), side_towards(layout.at(other), opposite(direction)));
      }
    }
  }

  std::vector<std::vector<int>> take() {
    for (std::vector<int>& partners : known_) {
      std::sort(partners.begin(), partners.end());
      partners.erase(std::unique(partners.begin(), partners.end()), partners.end());
    }
    return std::move(known_);
  }

 private:
  std::vector<std::vector<int>> known_;
};

using Joins = std::unordered_map<std::uint64_t, const Match*>;

std::uint64_t key_of(int side_a, int side_b) {
  return std::uint64_t{static_cast<std::uint32_t>(std::min(side_a, side_b))} << 32U |
         static_cast<std::uint32_t>(std::max(side_a, side_b));
}

}  // namespace

std::vector<int> with_rivals(const Puzzle& puzzle, const Assembly& earlier, const PinRules& rules,
                             std::vector<int> loose) {
  const std::vector<int> number = numbers_in(puzzle, earlier);
  std::set<int> doubted, found(loose.begin(), loose.end());
  for (const auto& [a, b] : rules.apart) doubted.insert({a >> 2, b >> 2});
  for (const Match& match : earlier.matches) {
    const int a = number[static_cast<std::size_t>(match.piece_a)], b = number[static_cast<std::size_t>(match.piece_b)];
    if (!doubted.contains(a) && !doubted.contains(b)) continue;
    for (const Rival& rival : match.rivals) found.insert(number[static_cast<std::size_t>(rival.piece)]);
  }
  return {found.begin(), found.end()};
}

LocalPairs pairs_of_answer(const Puzzle& puzzle, const Assembly& earlier, const Frame& layout, std::vector<int> loose) {
  const std::vector<int> number = numbers_in(puzzle, earlier);
  const auto side_of = [&](int piece, int side) { return number[static_cast<std::size_t>(piece)] * 4 + side; };
  KnownPairs pairs(puzzle.pieces.size() * 4);
  for (const Match& match : earlier.matches) {
    const int a = side_of(match.piece_a, match.side_a), b = side_of(match.piece_b, match.side_b);
    pairs.add(a, b);
    for (const Rival& rival : match.rivals) pairs.add(rival.is_of_a ? a : b, side_of(rival.piece, rival.side));
  }
  pairs.add_neighbours(layout);
  return {.known = pairs.take(), .loose = std::move(loose)};
}

BestPairs best_local_pairs(const Sides& sides, Rotation rotation, const Compatibility& compatibility,
                           int num_candidates, const LocalPairs& pairs) {
  BestPairs best = no_pairs(sides, num_candidates);
  std::vector<char> is_loose(static_cast<std::size_t>(sides.num_pieces()), 0);
  for (const int piece : pairs.loose) is_loose[static_cast<std::size_t>(piece)] = 1;
  parallel_for(0, sides.num_sides(), [&](std::ptrdiff_t side) {
    const int a = static_cast<int>(side);
    std::vector<Candidate> candidates;
    const auto add = [&](int b) {
      if (may_face(sides, rotation, a, b)) candidates.emplace_back(static_cast<float>(compatibility.of(a, b)), b);
    };
    if (is_loose[static_cast<std::size_t>(piece_of(a))] != 0) {
      for (int b = 0; b < sides.num_sides(); ++b) add(b);
    } else {
      for (const int b : pairs.known[static_cast<std::size_t>(a)]) add(b);
    }
    write_row(a, std::move(candidates), best);
  });
  return best;
}

void keep_known_odds(const Puzzle& puzzle, const Assembly& earlier, double min_confidence, Assembly& answer) {
  const std::vector<int> number = numbers_in(puzzle, earlier);
  const auto side_of = [&](int piece, int side) { return number[static_cast<std::size_t>(piece)] * 4 + side; };
  Joins known;
  for (const Match& match : earlier.matches) {
    if (!is_made(earlier, match) || match.is_pinned) continue;
    known[key_of(side_of(match.piece_a, match.side_a), side_of(match.piece_b, match.side_b))] = &match;
  }
  for (PlacedPiece& piece : answer.pieces) piece.confidence = 0;
  for (Match& match : answer.matches) {
    if (!is_made(answer, match)) continue;
    const auto found = known.find(key_of(match.piece_a * 4 + match.side_a, match.piece_b * 4 + match.side_b));
    if (found != known.end() && !match.is_pinned) {
      match.log_odds = found->second->log_odds;
      match.probability = found->second->probability;
      match.accepted = match.probability >= min_confidence;
    }
    for (const int piece : {match.piece_a, match.piece_b}) {
      double& confidence = answer.pieces[static_cast<std::size_t>(piece)].confidence;
      confidence = std::max(confidence, match.probability);
    }
  }
}

}  // namespace solve_puzzle
