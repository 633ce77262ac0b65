// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/partial_seams.h"

#include <algorithm>
#include <cstddef>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

std::vector<std::uint8_t> random_stretch(int length, Random& random) {
  const int least = (length + 2) / 3;
  const int size = least + static_cast<int>(random.below(static_cast<std::uint32_t>(length - least + 1)));
  const auto room = static_cast<std::uint32_t>(length - size + 1);
  const double kind = random.uniform();
  const std::uint32_t first = kind < 0.4 ? 0 : kind < 0.8 ? room - 1 : random.below(room);
  std::vector<std::uint8_t> stretch(static_cast<std::size_t>(length), 0);
  std::fill_n(stretch.begin() + first, size, std::uint8_t{1});
  return stretch;
}

// Gives a side of another piece with the same length, or the side itself where many tries find none.
int stranger(const PuzzleBands& bands, int side, Random& random) {
  constexpr int kTries = 64;
  const auto length = [&](int s) { return bands.length[static_cast<std::size_t>(s)]; };
  for (int tries = 0; tries < kTries; ++tries) {
    const int other = static_cast<int>(random.below(static_cast<std::uint32_t>(bands.num_sides())));
    if (other / 4 != side / 4 && length(other) == length(side)) return other;
  }
  return side;
}

template <class Value>
void append_copy(std::vector<Value>& values) {
  const std::vector<Value> copy = values;
  values.insert(values.end(), copy.begin(), copy.end());
}

PuzzleBands twice(PuzzleBands bands) {
  append_copy(bands.length);
  append_copy(bands.colour);
  append_copy(bands.gradient_mean);
  append_copy(bands.whitening);
  append_copy(bands.thumbnails);
  return bands;
}

// Takes the colours outside the stretch from another side.
void replace_outside(PuzzleBands& bands, int side, int other, const std::vector<std::uint8_t>& stretch) {
  const auto rows = static_cast<std::size_t>(3 * bands.depth);
  const auto width = static_cast<std::size_t>(bands.max_length);
  float* to = bands.colour.data() + static_cast<std::size_t>(side) * rows * width;
  const float* from = bands.colour.data() + static_cast<std::size_t>(other) * rows * width;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t x = 0; x < stretch.size(); ++x) {
      if (stretch[x] == 0) to[row * width + x] = from[row * width + x];
    }
  }
}

// Entry e (s, p) becomes the pair of own s and composed p; its mate stands in the second half, in the row of composed
// p.
MatchLists own_against_composed(const MatchLists& whole) {
  const int num_sides = whole.num_sides(), num_entries = whole.num_entries();
  MatchLists lists = whole;
  for (std::int32_t& partner : lists.partner) partner += num_sides;
  for (std::int32_t& mate : lists.mate) mate += num_entries;
  for (int side = 0; side < num_sides; ++side) {
    lists.row_begin.push_back(num_entries + whole.row_begin[static_cast<std::size_t>(side) + 1]);
  }
  lists.partner.insert(lists.partner.end(), whole.partner.begin(), whole.partner.end());
  lists.mate.insert(lists.mate.end(), whole.mate.begin(), whole.mate.end());
  lists.evidence.clear();
  for (int e = 0; e < lists.num_entries(); ++e) {
    lists.evidence.insert(lists.evidence.end(), kNoPairEvidence.begin(), kNoPairEvidence.end());
  }
  return lists;
}

}  // namespace

PartialSeams partial_seams(const TrainingSet& whole, std::uint64_t seed) {
  PartialSeams seams;
  seams.set = {twice(whole.bands), own_against_composed(whole.lists), whole.target, whole.is_copy};
  seams.set.target.resize(2 * whole.target.size(), TrainingSet::kNoPartner);
  seams.set.is_copy.resize(2 * whole.is_copy.size(), 0);
  const int num_own = whole.bands.num_sides();
  for (int side = 0; side < num_own; ++side) {
    Random random(seed, static_cast<std::uint64_t>(side));
    seams.stretch.push_back(random_stretch(whole.bands.length[static_cast<std::size_t>(side)], random));
    replace_outside(seams.set.bands, num_own + side, stranger(whole.bands, side, random), seams.stretch.back());
  }
  return seams;
}

double stretch_iou(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  int shared = 0, covered = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    shared += a[i] != 0 && b[i] != 0 ? 1 : 0;
    covered += a[i] != 0 || b[i] != 0 ? 1 : 0;
  }
  return covered > 0 ? static_cast<double>(shared) / covered : 1.0;
}

}  // namespace solve_puzzle
