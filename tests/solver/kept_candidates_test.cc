// SPDX-License-Identifier: Apache-2.0
#include "solver/kept_candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

std::vector<Candidate> random_candidates(int count, std::uint32_t num_levels, std::uint64_t seed) {
  Random random(seed);
  std::vector<Candidate> candidates;
  for (int i = 0; i < count; ++i) {
    candidates.emplace_back(static_cast<float>(random.below(num_levels)) - static_cast<float>(num_levels / 3), i);
  }
  random.shuffle(candidates);
  return candidates;
}

std::vector<Candidate> kept_of(const std::vector<Candidate>& offers, int num_kept) {
  KeptCandidates kept(3, num_kept, 0);
  for (const Candidate& c : offers) kept.offer(1, c.dissimilarity(), c.partner());
  EXPECT_TRUE(kept.best(0).empty());
  EXPECT_TRUE(kept.best(2).empty());
  const auto best = kept.best(1);
  std::vector<Candidate> sorted(best.begin(), best.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

TEST(Candidate, SortsByDissimilarityThenByPartner) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::vector<Candidate> sorted = {{-kInfinity, 3}, {-2.5F, 9},      {-2.0F, 1}, {-1e-30F, 4},
                                         {0.0F, 0},       {-0.0F, 1},      {0.0F, 2},  {1e-30F, 0},
                                         {7.0F, 5},       {7.0F, 1 << 30}, {8.0F, 0},  {kInfinity, 1}};
  EXPECT_TRUE(std::is_sorted(sorted.begin(), sorted.end()));
}

TEST(Candidate, GivesBackWhatItWasMadeOf) {
  for (const float value : {-1e30F, -2.5F, -1e-40F, 0.0F, 1e-40F, 3.25F, std::numeric_limits<float>::infinity()}) {
    for (const int partner : {0, 1, 101399, std::numeric_limits<int>::max()}) {
      EXPECT_EQ(Candidate(value, partner).dissimilarity(), value);
      EXPECT_EQ(Candidate(value, partner).partner(), partner);
    }
  }
}

TEST(KeptCandidates, KeepsTheBestOfAllOffers) {
  for (const std::uint32_t num_levels : {1U, 3U, 100U, 1000000U}) {
    for (const int num_kept : {1, 2, 7, 32}) {
      for (const int count : {0, 1, 6, 7, 8, 13, 14, 15, 500}) {
        SCOPED_TRACE(testing::Message() << num_levels << " levels, " << num_kept << " of " << count);
        const auto offers = random_candidates(count, num_levels, 7);
        auto sorted = offers;
        std::sort(sorted.begin(), sorted.end());
        sorted.resize(static_cast<std::size_t>(std::min(count, num_kept)));
        EXPECT_EQ(kept_of(offers, num_kept), sorted);
      }
    }
  }
}

TEST(KeptCandidates, TheOrderOfTheOffersDoesNotMatter) {
  auto offers = random_candidates(300, 20, 1);
  const auto kept = kept_of(offers, 9);
  std::sort(offers.begin(), offers.end());
  EXPECT_EQ(kept_of(offers, 9), kept);
  std::reverse(offers.begin(), offers.end());
  EXPECT_EQ(kept_of(offers, 9), kept);
}

TEST(KeptCandidates, NothingAmongTheBestLiesAboveTheBound) {
  KeptCandidates kept(1, 5, 2);
  const auto offers = random_candidates(200, 50, 3);
  auto sorted = offers;
  std::sort(sorted.begin(), sorted.end());
  for (const Candidate& c : offers) {
    kept.offer(0, c.dissimilarity(), c.partner());
    EXPECT_GE(kept.bounds()[0], sorted[4].dissimilarity());
  }
  EXPECT_LT(kept.bounds()[0], std::numeric_limits<float>::infinity());
  EXPECT_EQ(kept.bounds()[1], -std::numeric_limits<float>::infinity()) << "padding";
  EXPECT_EQ(kept.bounds()[2], -std::numeric_limits<float>::infinity()) << "padding";
}

}  // namespace
}  // namespace solve_puzzle
