// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/seam_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "attention/seam_matcher.h"
#include "puzzles/parallel.h"
#include "solver/torn/join_odds.h"
#include "solver/torn/seam_windows.h"

namespace solve_puzzle {
namespace {

/// Indices of the joins that are among the best of one of their fragments, in the order of `joins`.
std::vector<std::size_t> most_promising(const std::vector<JoinCandidate>& joins, int num_fragments, int most) {
  std::vector<std::size_t> order(joins.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t p, std::size_t q) { return joins[p].log_odds > joins[q].log_odds; });
  std::vector<int> num_taken(static_cast<std::size_t>(num_fragments), 0);
  std::vector<std::size_t> taken;
  for (const std::size_t i : order) {
    int& of_a = num_taken[static_cast<std::size_t>(joins[i].a)];
    int& of_b = num_taken[static_cast<std::size_t>(joins[i].b)];
    if (of_a >= most && of_b >= most) continue;
    ++of_a;
    ++of_b;
    taken.push_back(i);
  }
  std::sort(taken.begin(), taken.end());
  return taken;
}

/// A homogeneous seam, such as one of sky, looks as good when it is shifted along itself: its windows say one thing
/// together, not one each.
std::vector<SeamOpinion> opinions(const SeamWindows& windows, const std::vector<float>& logits, std::size_t num_joins) {
  std::vector<SeamOpinion> result(num_joins);
  for (std::size_t j = 0; j < num_joins; ++j) result[j].num_windows = windows.num_windows[j];
  for (int side = 0; side < windows.num_sides(); ++side) {
    const auto s = static_cast<std::size_t>(side);
    const std::int32_t first = windows.lists.row_begin[s];
    const std::int32_t num_entries = windows.lists.row_begin[s + 1] - first;
    if (num_entries == 0) continue;
    SeamOpinion& opinion = result[static_cast<std::size_t>(windows.join[s])];
    const double here = logits[static_cast<std::size_t>(first)];
    opinion.sum += 0.5 * here;  // both fragments' views
    if (num_entries < 2) continue;
    const double shifted = logits[static_cast<std::size_t>(first) + 1];
    const double unspecific = std::max(0.0, std::min(here, shifted));
    opinion.sum -= 0.5 * unspecific * (opinion.num_windows - 1) / opinion.num_windows;
  }
  return result;
}

std::vector<SeamOpinion> look(const Scraps& scraps, const SeamNetwork& network, const std::vector<JoinCandidate>& joins,
                              const SeamJudgeOptions& options) {
  const SeamWindows windows = seam_windows(scraps, joins, options.depth, /*with_next=*/true);
  return opinions(windows, judge_lists(network, windows.bands, windows.lists, options.should_stop), joins.size());
}

/// Every join at each of the shifts along its seam, where it has a direction; and, of each, which join it is one of.
std::pair<std::vector<JoinCandidate>, std::vector<std::size_t>> shifted(
    const std::vector<JoinCandidate>& joins, const std::vector<std::optional<cv::Point2d>>& directions,
    const std::vector<double>& shifts) {
  std::vector<JoinCandidate> variants;
  std::vector<std::size_t> origin;
  for (std::size_t i = 0; i < joins.size(); ++i) {
    if (!directions[i]) continue;
    for (const double shift : shifts) {
      variants.push_back(joins[i]);
      variants.back().a_from_b = turn_around({0, 0}, 0, *directions[i] * shift) * joins[i].a_from_b;
      origin.push_back(i);
    }
  }
  return {variants, origin};
}

/// Moves b of every join along the seam, where it is straight, to where the network likes it best; elsewhere the shape
/// holds the pieces. It has looked at them already.
void slide(const Scraps& scraps, const SeamNetwork& network, const SeamJudgeOptions& options,
           std::vector<JoinCandidate>& joins) {
  const std::vector<double> shifts = {-4.5, -3, -1.5, 1.5, 3, 4.5};  // pixels; the network tells 2 from 0
  constexpr double kHopeful = -2.5;                                  // mean log-odds of a window; wrong joins have less
  std::vector<std::optional<cv::Point2d>> directions(joins.size());
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    const JoinCandidate& join = joins[static_cast<std::size_t>(i)];
    if (join.seam.num_windows == 0 || join.seam.sum < kHopeful * join.seam.num_windows) return;
    directions[static_cast<std::size_t>(i)] = seam_direction(scraps, join.a, join.b, join.a_from_b);
  });
  const auto [variants, origin] = shifted(joins, directions, shifts);
  const std::vector<SeamOpinion> found = look(scraps, network, variants, options);
  if (options.should_stop()) return;
  const std::size_t num_shifts = shifts.size();
  for (std::size_t v = 0; v < variants.size(); v += num_shifts) {
    JoinCandidate& join = joins[origin[v]];
    SeamOpinion best = join.seam;
    for (std::size_t k = 0; k < num_shifts; ++k) {
      if (found[v + k].sum > best.sum) best = found[v + k];
    }
    // Where several places look nearly as good, the middle of them is nearer to the truth than the best.
    double total = std::exp(join.seam.sum - best.sum), mean = 0;
    for (std::size_t k = 0; k < num_shifts; ++k) {
      const double weight = std::exp(found[v + k].sum - best.sum);
      total += weight;
      mean += weight * shifts[k];
    }
    join.a_from_b = turn_around({0, 0}, 0, *directions[origin[v]] * (mean / total)) * join.a_from_b;
    join.seam = best;
  }
}

}  // namespace

void judge_seams(const Scraps& scraps, const SeamNetwork& network, const SeamJudgeOptions& options,
                 std::vector<JoinCandidate>& joins) {
  const std::vector<std::size_t> chosen = most_promising(joins, scraps.size(), options.most_per_piece);
  std::vector<JoinCandidate> looked_at;
  for (const std::size_t i : chosen) looked_at.push_back(joins[i]);
  const std::vector<SeamOpinion> found = look(scraps, network, looked_at, options);
  for (std::size_t k = 0; k < looked_at.size(); ++k) looked_at[k].seam = found[k];
  slide(scraps, network, options, looked_at);
  if (options.should_stop()) return;
  for (std::size_t k = 0; k < chosen.size(); ++k) joins[chosen[k]] = looked_at[k];
  judge_joins(scraps, joins);
}

}  // namespace solve_puzzle
