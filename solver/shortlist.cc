// SPDX-License-Identifier: Apache-2.0
#include "solver/shortlist.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// Marks the entries that their own side keeps.
std::vector<std::uint8_t> kept_by_own_side(const PairGraph& graph, const std::vector<float>& worth,
                                           const ShortlistOptions& options) {
  std::vector<std::uint8_t> is_kept(worth.size(), 0);
  parallel_for(0, graph.num_sides(), [&](std::ptrdiff_t side) {
    const auto s = static_cast<std::size_t>(side);
    std::vector<std::int32_t> order(static_cast<std::size_t>(graph.row_begin[s + 1] - graph.row_begin[s]));
    std::iota(order.begin(), order.end(), graph.row_begin[s]);
    std::sort(order.begin(), order.end(), [&](std::int32_t x, std::int32_t y) {
      const float a = worth[static_cast<std::size_t>(x)];
      const float b = worth[static_cast<std::size_t>(y)];
      return a != b ? a > b : x < y;
    });
    for (int i = 0; i < std::min<int>(options.most, static_cast<int>(order.size())); ++i) {
      const auto e = static_cast<std::size_t>(order[static_cast<std::size_t>(i)]);
      if (i >= options.least && worth[e] < options.floor) break;
      is_kept[e] = 1;
    }
  });
  return is_kept;
}

/// Gives the mean probability, over all sides, of anything but what a side holds for most likely.
double mean_doubt(const PairGraph& graph, const PairEvidence& evidence) {
  double sum = 0;
  for (int side = 0; side < graph.num_sides(); ++side) {
    const auto s = static_cast<std::size_t>(side);
    float best = evidence.no_partner[s];
    for (auto e = static_cast<std::size_t>(graph.row_begin[s]); e < static_cast<std::size_t>(graph.row_begin[s + 1]);
         ++e) {
      best = std::max(best, evidence.objective[e]);
    }
    sum += 1 - std::exp(static_cast<double>(std::min(best, 0.0F)));
  }
  return sum / std::max(1, graph.num_sides());
}

constexpr int kSmallPuzzle = 600;
constexpr int kMediumPuzzle = 1500;

}  // namespace

int num_proposed(int num_pieces) {
  if (num_pieces <= kSmallPuzzle) return 128;
  if (num_pieces <= kMediumPuzzle) return 64;
  return num_pieces <= 6000 ? 24 : 16;
}

ShortlistOptions shortlist_options(const PairGraph& graph, const PairEvidence& classical) {
  constexpr double kLittle = 0.1;  // doubt of clean pictures
  constexpr double kMuch = 0.4;    // of those with a pixel or two worn away
  constexpr double kLowest = -30.0;
  ShortlistOptions options;
  if (graph.num_sides() / 4 <= kSmallPuzzle) options.most = 96;
  const double share = std::clamp((mean_doubt(graph, classical) - kLittle) / (kMuch - kLittle), 0.0, 1.0);
  options.floor += share * (kLowest - options.floor);
  return options;
}

Shortlist shortlist(const PairGraph& graph, const PairEvidence& evidence, const ShortlistOptions& options) {
  std::vector<float> worth(evidence.objective.size());
  for (std::size_t e = 0; e < worth.size(); ++e) worth[e] = std::max(evidence.objective[e], evidence.guide[e]);
  return subset(graph, evidence, kept_by_own_side(graph, worth, options));
}

Shortlist subset(const PairGraph& graph, const PairEvidence& evidence, const std::vector<std::uint8_t>& is_kept) {
  Shortlist result;
  result.evidence.no_partner = evidence.no_partner;
  std::vector<std::int32_t> new_entry(is_kept.size(), -1);
  result.graph.row_begin.push_back(0);
  for (int side = 0; side < graph.num_sides(); ++side) {
    for (int e = graph.row_begin[static_cast<std::size_t>(side)];
         e < graph.row_begin[static_cast<std::size_t>(side) + 1]; ++e) {
      const auto entry = static_cast<std::size_t>(e);
      if (!is_kept[entry] && !is_kept[static_cast<std::size_t>(graph.mate[entry])]) continue;
      new_entry[entry] = result.graph.num_entries();
      result.graph.partner.push_back(graph.partner[entry]);
      result.graph.mate.push_back(graph.mate[entry]);
      result.graph.dissimilarity.push_back(graph.dissimilarity[entry]);
      result.evidence.objective.push_back(evidence.objective[entry]);
      result.evidence.guide.push_back(evidence.guide[entry]);
    }
    result.graph.row_begin.push_back(result.graph.num_entries());
  }
  for (std::int32_t& mate : result.graph.mate) mate = new_entry[static_cast<std::size_t>(mate)];
  return result;
}

MatchLists match_lists(const PairGraph& graph, const PairEvidence& evidence) {
  constexpr float kUnit = 4.0F;  // brings log posteriors to about -3 to 0
  constexpr float kLeast = -12.0F;
  MatchLists lists{.row_begin = graph.row_begin, .partner = graph.partner, .mate = graph.mate, .evidence = {}};
  lists.evidence.resize(graph.partner.size() * kNumPairEvidence);
  const double typical = typical_dissimilarity(graph, evidence.objective);
  for (int side = 0; side < graph.num_sides(); ++side) {
    const auto first = static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side)]);
    const auto last = static_cast<std::size_t>(graph.row_begin[static_cast<std::size_t>(side) + 1]);
    float best = kLeast;
    for (std::size_t e = first; e < last; ++e) best = std::max(best, evidence.objective[e]);
    for (std::size_t e = first; e < last; ++e) {
      float* out = lists.evidence.data() + e * kNumPairEvidence;
      out[0] = std::max(evidence.objective[e], kLeast) / kUnit;
      out[1] = std::max(evidence.objective[e] - best, kLeast) / kUnit;
      out[2] = static_cast<float>(relative_dissimilarity(graph.dissimilarity[e], typical));
    }
  }
  return lists;
}

}  // namespace solve_puzzle
