// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/training_sets.h"

#include <algorithm>
#include <array>

#include "puzzles/random.h"
#include "puzzles/tile_content.h"
#include "puzzles/true_sides.h"
#include "puzzles/wear.h"
#include "tools/commands/candidate_lists.h"
#include "tools/commands/training_pictures.h"

namespace solve_puzzle {
namespace {

/// Share of the sets with 0, 1, … 6 px worn from every side.
constexpr std::array<double, 7> kErosion = {0.30, 0.27, 0.20, 0.10, 0.05, 0.05, 0.03};

int drawn(const std::array<double, 7>& shares, Random& random) {
  double rest = random.uniform();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    rest -= shares[i];
    if (rest < 0) return static_cast<int>(i);
  }
  return 0;
}

}  // namespace

SetOptions draw_set_options(int depth, Random& random) {
  constexpr std::array<int, 6> kSizes = {28, 28, 28, 28, 20, 40};
  SetOptions options;
  options.depth = depth;
  options.erode = drawn(kErosion, random);
  options.piece_size = kSizes[random.below(kSizes.size())];
  if (options.erode > 3) options.piece_size = std::max(options.piece_size, 28);
  options.rotation = random.uniform() < 0.25 ? "quarter" : "none";
  options.num_pieces = 300 + static_cast<int>(random.below(201));
  return options;
}

TrainingSet make_set(const TrainingPhotos& photos, bool is_held_out, const SetOptions& options, std::uint64_t seed,
                     std::uint64_t item) {
  Random random(seed, item);
  const std::vector<cv::Mat> pictures =
      training_pictures(photos, is_held_out, {options.piece_size, options.num_pieces}, random);
  CutOptions cut_options;
  cut_options.piece_size = std::to_string(options.piece_size);
  cut_options.erode = options.erode;
  cut_options.rotation = options.rotation;
  cut_options.missing = random.uniform() < 0.2 ? 0.15 * random.uniform() : 0.0;
  cut_options.noise = random.uniform() < 0.15 ? 4.0 * random.uniform() : 0.0;
  cut_options.seed = random.next() >> 12;
  CutPuzzle made = cut(pictures, cut_options);
  if (random.uniform() < 0.1) {
    const std::uint64_t drift = random.next();
    drift_brightness(made.puzzle, 0.04 * random.uniform(), drift);
  }
  return labelled_lists(made, options.depth).set;
}

LabelledLists labelled_lists(const CutPuzzle& made, int depth) {
  LabelledLists result{.list = candidate_lists(made.puzzle), .set = {}};
  const Shortlist& list = result.list;
  TrainingSet& set = result.set;
  set.bands = puzzle_bands(made.puzzle, depth);
  set.lists = match_lists(list.graph, list.evidence);
  const std::vector<int> partners = true_partners(made.truth);
  const std::vector<TileContent> contents = tile_contents(made.puzzle.pieces);
  const auto seen = [&](int side) { return shown(contents[static_cast<std::size_t>(side / 4)], side & 3); };
  set.is_copy.assign(static_cast<std::size_t>(set.lists.num_entries()), 0);
  for (int side = 0; side < set.lists.num_sides(); ++side) {
    const int partner = partners[static_cast<std::size_t>(side)];
    const int entry = partner < 0 ? -1 : list.graph.find(side, partner);
    set.target.push_back(partner < 0 ? TrainingSet::kNoPartner : entry < 0 ? TrainingSet::kSkip : entry);
    if (partner < 0) continue;
    for (int e = set.lists.row_begin[static_cast<std::size_t>(side)];
         e < set.lists.row_begin[static_cast<std::size_t>(side) + 1]; ++e) {
      const int other = set.lists.partner[static_cast<std::size_t>(e)];
      set.is_copy[static_cast<std::size_t>(e)] = other != partner && seen(other) == seen(partner) ? 1 : 0;
    }
  }
  return result;
}

}  // namespace solve_puzzle
