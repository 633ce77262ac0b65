// SPDX-License-Identifier: Apache-2.0
#include "puzzles/random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <set>

namespace solve_puzzle {
namespace {

/// The reference values of SplitMix64 for seed 1234567.
TEST(Random, FollowsItsSource) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317ULL);
  EXPECT_EQ(random.next(), 3203168211198807973ULL);
  EXPECT_EQ(random.next(), 9817491932198370423ULL);
}

TEST(Random, StreamsOfItemsDiffer) {
  std::set<std::uint64_t> first;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    for (std::uint64_t item = 0; item < 40; ++item) first.insert(Random(seed, item).next());
  }
  EXPECT_EQ(first.size(), 1600);
}

TEST(Random, NumbersFillTheirRangeEvenly) {
  Random random(1);
  std::vector<int> counts(7, 0);
  double sum = 0;
  for (int i = 0; i < 70000; ++i) {
    ++counts[random.below(7)];
    const double u = random.uniform();
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
  }
  EXPECT_THAT(counts, testing::Each(testing::AllOf(testing::Gt(9600), testing::Lt(10400))));
  EXPECT_NEAR(sum / 70000, 0.5, 0.005);
}

TEST(Random, NormalNumbersHaveMeanZeroAndDeviationOne) {
  Random random(2);
  double sum = 0, squares = 0;
  for (int i = 0; i < 50000; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / 50000, 0, 0.02);
  EXPECT_NEAR(squares / 50000, 1, 0.03);
}

TEST(Random, ShuffleKeepsTheItemsAndReachesEveryOrder) {
  std::set<std::vector<int>> orders;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    std::vector<int> items = {1, 2, 3, 4};
    Random(seed).shuffle(items);
    EXPECT_THAT(items, testing::UnorderedElementsAre(1, 2, 3, 4));
    orders.insert(items);
  }
  EXPECT_EQ(orders.size(), 24);
}

TEST(Random, NothingCanBeShuffled) {
  std::vector<int> nothing;
  Random(1).shuffle(nothing);
  EXPECT_TRUE(nothing.empty());
}

}  // namespace
}  // namespace solve_puzzle
