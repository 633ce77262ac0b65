// SPDX-License-Identifier: Apache-2.0
#include "solver/best_pairs.h"

#include <algorithm>
#include <limits>
#include <span>

#include "puzzles/parallel.h"
#include "solver/pair_search.h"
#include "solver/side_lists.h"

namespace solve_puzzle {
namespace {

std::vector<Candidate> with_exact_values(int side, std::span<const Candidate> candidates,
                                         const Compatibility& compatibility) {
  std::vector<Candidate> exact;
  exact.reserve(candidates.size());
  for (const Candidate& c : candidates) {
    exact.emplace_back(static_cast<float>(compatibility.of(side, c.partner())), c.partner());
  }
  return exact;
}

void write_rows(const std::vector<int>& list, KeptCandidates& kept, bool are_exact, const Compatibility& compatibility,
                BestPairs& pairs) {
  parallel_for(0, static_cast<std::ptrdiff_t>(list.size()), [&](std::ptrdiff_t i) {
    const int side = list[static_cast<std::size_t>(i)];
    const auto best = kept.best(static_cast<int>(i));
    write_row(
        side,
        are_exact ? std::vector<Candidate>(best.begin(), best.end()) : with_exact_values(side, best, compatibility),
        pairs);
  });
}

FoundPairs search_pairs(const PairSearch& search) {
  constexpr double kLargestShare = 0.1;  // above it, comparing exactly costs more than the bounds save
  const int length = search.lists.length;
  if (search.compatibility.bound_size(length) > 0 && share_within_bounds(search) <= kLargestShare) {
    return search_by_bounds(search);
  }
  return search.compatibility.product_size(length) > 0 ? search_by_product(search) : search_pair_by_pair(search);
}

}  // namespace

BestPairs no_pairs(const Sides& sides, int num_candidates) {
  BestPairs pairs{.num_candidates = num_candidates, .partner = {}, .dissimilarity = {}};
  pairs.partner.assign(static_cast<std::size_t>(sides.num_sides()) * static_cast<std::size_t>(num_candidates), -1);
  pairs.dissimilarity.assign(pairs.partner.size(), std::numeric_limits<float>::infinity());
  return pairs;
}

void write_row(int side, std::vector<Candidate> candidates, BestPairs& pairs) {
  const auto k = static_cast<std::size_t>(pairs.num_candidates);
  const std::size_t count = std::min(k, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count), candidates.end());
  for (std::size_t i = 0; i < count; ++i) {
    pairs.partner[static_cast<std::size_t>(side) * k + i] = candidates[i].partner();
    pairs.dissimilarity[static_cast<std::size_t>(side) * k + i] = candidates[i].dissimilarity();
  }
}

bool may_face(const Sides& sides, Rotation rotation, int a, int b) {
  if (piece_of(a) == piece_of(b) || sides.length(a) != sides.length(b)) return false;
  return rotation != Rotation::kNone || ((a ^ b) & 3) == 2;
}

BestPairs best_pairs(const Sides& sides, Rotation rotation, const Compatibility& compatibility, int num_candidates,
                     const std::function<bool()>& should_stop) {
  BestPairs pairs = no_pairs(sides, num_candidates);
  for (const SideLists& lists : side_lists(sides, rotation)) {
    if (lists.rows.empty()) continue;
    FoundPairs found = search_pairs({lists, compatibility, num_candidates, should_stop});
    write_rows(lists.rows, found.kept.rows(), found.are_exact, compatibility, pairs);
    if (!lists.is_symmetric) write_rows(lists.columns, found.kept.columns(), found.are_exact, compatibility, pairs);
  }
  return pairs;
}

BestPairs best_pairs_brute_force(const Sides& sides, Rotation rotation, const Compatibility& compatibility,
                                 int num_candidates) {
  BestPairs pairs = no_pairs(sides, num_candidates);
  std::vector<Candidate> partners;
  for (int a = 0; a < sides.num_sides(); ++a) {
    partners.clear();
    for (int b = 0; b < sides.num_sides(); ++b) {
      if (may_face(sides, rotation, a, b)) partners.emplace_back(static_cast<float>(compatibility.of(a, b)), b);
    }
    write_row(a, partners, pairs);
  }
  return pairs;
}

}  // namespace solve_puzzle
