// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/stretch_measure.h"

#include <span>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

// Gives the entries of the true pairs, each as its own side sees it.
std::vector<std::pair<int, std::size_t>> true_pairs(const TrainingSet& set) {
  std::vector<std::pair<int, std::size_t>> pairs;
  for (std::size_t side = 0; side < set.target.size(); ++side) {
    if (set.target[side] >= 0) pairs.emplace_back(static_cast<int>(side), static_cast<std::size_t>(set.target[side]));
  }
  return pairs;
}

}  // namespace

std::vector<double> stretch_ious(const SeamMatcher& matcher, const PartialSeams& seams) {
  if (matcher.options().attention != "crf") return {};
  const MatchLists& lists = seams.set.lists;
  const auto session = matcher.network().open(seams.set.bands, lists);
  const std::vector<std::pair<int, std::size_t>> pairs = true_pairs(seams.set);
  std::vector<double> ious(pairs.size());
  parallel_for(0, static_cast<std::ptrdiff_t>(pairs.size()), [&](std::ptrdiff_t i) {
    const auto [side, entry] = pairs[static_cast<std::size_t>(i)];
    const int partner = lists.partner[entry];
    const SeamLook look =
        session->look(side, partner, std::span(lists.evidence).subspan(entry * kNumPairEvidence, kNumPairEvidence));
    const std::vector<std::uint8_t>& truth = seams.stretch[static_cast<std::size_t>(partner - seams.num_own())];
    ious[static_cast<std::size_t>(i)] = stretch_iou(look.stretch, {truth.rbegin(), truth.rend()});
  });
  return ious;
}

}  // namespace solve_puzzle
