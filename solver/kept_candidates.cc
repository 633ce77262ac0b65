// SPDX-License-Identifier: Apache-2.0
#include "solver/kept_candidates.h"

#include <algorithm>
#include <limits>

namespace solve_puzzle {
namespace {

Candidate median(Candidate a, Candidate b, Candidate c) {
  return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

/// Moves what is less than the pivot to the front and gives its end.
Candidate* partition(Candidate* first, Candidate* last, Candidate pivot) {
  Candidate* end = first;
  for (Candidate* c = first; c != last; ++c) {
    const Candidate moved = *c;
    *c = *end;
    *end = moved;
    end += moved < pivot ? 1 : 0;
  }
  return end;
}

/// Moves the smallest to the front, up to and with `nth`, which gets the largest of them. All entries differ. Differs
/// from std::nth_element in that nothing branches on a comparison, which on rows of random order is several times
/// faster.
void select_smallest(Candidate* first, Candidate* nth, Candidate* last) {
  while (last - first > 1) {
    const Candidate pivot = median(*first, first[(last - first) / 2], last[-1]);
    Candidate* const middle = partition(first, last, pivot);
    if (nth < middle) {
      last = middle;
    } else {
      std::iter_swap(middle, std::find(middle, last, pivot));
      if (nth == middle) return;
      first = middle + 1;
    }
  }
}

}  // namespace

KeptCandidates::KeptCandidates(int num_sides, int num_kept, int num_padding)
    : num_kept_(static_cast<std::size_t>(num_kept)),
      capacity_(2 * num_kept_),
      entries_(static_cast<std::size_t>(num_sides) * capacity_),
      size_(static_cast<std::size_t>(num_sides), 0),
      bound_(static_cast<std::size_t>(num_sides), std::numeric_limits<float>::infinity()) {
  bound_.resize(bound_.size() + static_cast<std::size_t>(num_padding), -std::numeric_limits<float>::infinity());
}

void KeptCandidates::drop_worst(int side) {
  const auto s = static_cast<std::size_t>(side);
  Candidate* const first = entries_.data() + s * capacity_;
  Candidate* const last_kept = first + num_kept_ - 1;
  select_smallest(first, last_kept, first + size_[s]);
  size_[s] = static_cast<std::int32_t>(num_kept_);
  bound_[s] = last_kept->dissimilarity();
}

std::span<const Candidate> KeptCandidates::best(int side) {
  const auto s = static_cast<std::size_t>(side);
  if (static_cast<std::size_t>(size_[s]) > num_kept_) drop_worst(side);
  return {entries_.data() + s * capacity_, static_cast<std::size_t>(size_[s])};
}

}  // namespace solve_puzzle
