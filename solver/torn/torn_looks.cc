// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/torn_looks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "solver/torn/seam_windows.h"

namespace solve_puzzle {
namespace {

/// Indices of the joins that the answer makes, those nearest to even odds first.
std::vector<std::size_t> doubtful_first(const Assembly& answer, std::size_t most) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < answer.matches.size(); ++i) {
    if (is_made(answer, answer.matches[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t p, std::size_t q) {
    return std::abs(answer.matches[p].log_odds) < std::abs(answer.matches[q].log_odds);
  });
  order.resize(std::min(order.size(), most));
  return order;
}

/// Adds the next window of a seam.
void append(const SeamLook& look, Match& match) {
  const auto begin = static_cast<int>(match.attention.size());
  match.attention.insert(match.attention.end(), look.weights.begin(), look.weights.end());
  for (int i = 0; i < static_cast<int>(look.stretch.size()); ++i) {
    if (look.stretch[static_cast<std::size_t>(i)] == 0) continue;
    if (!match.stretch.empty() && match.stretch.back().second == begin + i) {
      ++match.stretch.back().second;
    } else {
      match.stretch.emplace_back(begin + i, begin + i + 1);
    }
  }
}

}  // namespace

void add_torn_looks(const Scraps& scraps, const SeamNetwork& network, const TornLookOptions& options,
                    Assembly& answer) {
  const std::vector<std::size_t> chosen = doubtful_first(answer, options.most_joins);
  std::vector<JoinCandidate> joins;
  for (const std::size_t i : chosen) {
    const Match& match = answer.matches[i];
    joins.push_back({match.piece_a, match.piece_b, rescaled(pose_of(match.a_from_b), options.scale)});
  }
  const SeamWindows windows = seam_windows(scraps, joins, options.depth);
  if (windows.num_sides() == 0) return;
  const std::unique_ptr<SeamSession> session = network.open(windows.bands, windows.lists);
  constexpr std::array<float, kNumPairEvidence> kNothing = {};
  for (std::size_t j = 0; j < chosen.size(); ++j) {
    Match& match = answer.matches[chosen[j]];
    const std::vector<std::int32_t>& sides = windows.own_sides[j];
    for (const std::int32_t side : sides) {
      const std::int32_t first = windows.lists.row_begin[static_cast<std::size_t>(side)];
      append(session->look(side, windows.lists.partner[static_cast<std::size_t>(first)], kNothing), match);
    }
    for (float& weight : match.attention) weight /= static_cast<float>(sides.size());
  }
}

}  // namespace solve_puzzle
