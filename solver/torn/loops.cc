// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/loops.h"

#include <algorithm>
#include <map>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// A join as one of its pieces sees it.
struct Step {
  int to = -1;
  Pose from_to;  ///< own frame from the other piece's
  double worth = 0;
};

using Steps = std::vector<std::map<int, std::vector<Step>>>;  // by piece, then by the piece they lead to

Steps steps_of(std::size_t num_pieces, double least, const std::vector<JoinCandidate>& joins) {
  Steps steps(num_pieces);
  for (const JoinCandidate& join : joins) {
    const double worth = join.log_odds - least;
    if (worth <= 0) continue;
    steps[join.a][join.b].push_back({join.b, join.a_from_b, worth});
    steps[join.b][join.a].push_back({join.a, inverse(join.a_from_b), worth});
  }
  return steps;
}

/// The best way from a over c to b that ends where the join says.
double best_way(const JoinCandidate& join, const std::vector<Step>& to_third, const std::vector<Step>& onwards,
                const PieceSize& size) {
  double best = 0;
  for (const Step& first : to_third) {
    for (const Step& second : onwards) {
      const double worth = std::min(first.worth, second.worth);
      if (worth <= best) continue;
      const PoseDifference off = difference(first.from_to * second.from_to, join.a_from_b, size.centre);
      if (off.distance < 0.1 * size.reach + 2 && off.angle < 0.08) best = worth;
    }
  }
  return best;
}

}  // namespace

void add_loops(const std::vector<PieceSize>& sizes, double least, std::vector<JoinCandidate>& joins) {
  const Steps steps = steps_of(sizes.size(), least, joins);
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    JoinCandidate& join = joins[static_cast<std::size_t>(i)];
    join.loops = 0;
    for (const auto& [third, to_third] : steps[join.a]) {
      const auto onwards = steps[third].find(join.b);
      if (third == join.b || onwards == steps[third].end()) continue;
      join.loops += best_way(join, to_third, onwards->second, sizes[join.b]);
    }
  });
}

}  // namespace solve_puzzle
