// SPDX-License-Identifier: Apache-2.0
#include "solver/pair_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

constexpr int kNumKept = 6;
const std::function<bool()> kNeverStop = [] { return false; };

std::vector<std::vector<Candidate>> sorted_rows(KeptCandidates& kept, int num_rows) {
  std::vector<std::vector<Candidate>> rows;
  for (int row = 0; row < num_rows; ++row) {
    const auto best = kept.best(row);
    rows.emplace_back(best.begin(), best.end());
    std::sort(rows.back().begin(), rows.back().end());
  }
  return rows;
}

struct Case {
  std::string name;
  Puzzle puzzle;
};

std::vector<Case> cases() {
  return {{"landscape", sample_puzzle({19, 14}, {.piece_size = "12"}).puzzle},
          {"turned landscape", sample_puzzle({11, 9}, {.piece_size = "12", .rotation = "quarter"}).puzzle},
          {"random", random_puzzle(130, {9, 9})},
          {"16 bits", random_puzzle(60, {9, 9}, Rotation::kQuarter, CV_16UC3)},
          {"flat", flat_puzzle(40, {9, 9}, {250, 251, 252})},
          {"two pieces", random_puzzle(2, {9, 9}, Rotation::kQuarter)}};
}

TEST(PairSearch, LowerBoundsLoseNothing) {
  for (const auto& [name, puzzle] : cases()) {
    SCOPED_TRACE(name);
    const Sides sides(puzzle);
    const auto mgc = mahalanobis_gradient(sides);
    for (const SideLists& lists : side_lists(sides, puzzle.rotation)) {
      const PairSearch search{lists, *mgc, kNumKept, kNeverStop};
      FoundPairs fast = search_by_bounds(search);
      FoundPairs slow = search_pair_by_pair(search);
      EXPECT_TRUE(fast.are_exact && slow.are_exact);
      EXPECT_EQ(sorted_rows(fast.kept.rows(), lists.size()), sorted_rows(slow.kept.rows(), lists.size()));
      EXPECT_EQ(sorted_rows(fast.kept.columns(), lists.size()), sorted_rows(slow.kept.columns(), lists.size()));
    }
  }
}

TEST(PairSearch, AProductKeepsTheBestAndSomeMore) {
  for (const auto& [name, puzzle] : cases()) {
    if (name == "flat") continue;  // all are equal: which ones are kept is for the rounding to say
    SCOPED_TRACE(name);
    const Sides sides(puzzle);
    const auto mgc = mahalanobis_gradient(sides);
    for (const SideLists& lists : side_lists(sides, puzzle.rotation)) {
      const PairSearch search{lists, *mgc, kNumKept, kNeverStop};
      FoundPairs by_product = search_by_product(search);
      FoundPairs exact = search_pair_by_pair(search);
      EXPECT_FALSE(by_product.are_exact);
      for (int row = 0; row < lists.size(); ++row) {
        const auto partners = [](std::span<const Candidate> candidates) {
          std::vector<int> numbers;
          for (const Candidate& c : candidates) numbers.push_back(c.partner());
          return numbers;
        };
        EXPECT_THAT(partners(by_product.kept.rows().best(row)),
                    testing::IsSupersetOf(partners(exact.kept.rows().best(row))));
      }
    }
  }
}

TEST(PairSearch, BoundsRuleOutMostOfALandscapeAndLittleOfNoise) {
  const auto share = [](const Puzzle& puzzle) {
    const Sides sides(puzzle);
    const auto mgc = mahalanobis_gradient(sides);
    return share_within_bounds({side_lists(sides, puzzle.rotation).front(), *mgc, kNumKept, kNeverStop});
  };
  EXPECT_LT(share(sample_puzzle({25, 20}, {.piece_size = "28"}).puzzle), 0.1);
  EXPECT_GT(share(random_puzzle(500, {28, 28})), 0.5);
}

TEST(PairSearch, StopsWhenAsked) {
  const Sides sides(random_puzzle(50, {9, 9}));
  const auto mgc = mahalanobis_gradient(sides);
  const std::function<bool()> stop = [] { return true; };
  const SideLists lists = side_lists(sides, Rotation::kNone).front();
  EXPECT_TRUE(search_pair_by_pair({lists, *mgc, kNumKept, stop}).kept.rows().best(0).empty());
  EXPECT_TRUE(search_by_bounds({lists, *mgc, kNumKept, stop}).kept.rows().best(0).empty());
}

}  // namespace
}  // namespace solve_puzzle
