// SPDX-License-Identifier: Apache-2.0
#include "solver/block_rounds.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <utility>

namespace solve_puzzle {
namespace {

using Rounds = std::vector<std::vector<BlockPair>>;

std::map<std::pair<int, int>, int> count_pairs(const Rounds& rounds) {
  std::map<std::pair<int, int>, int> count;
  for (const auto& round : rounds) {
    for (const BlockPair& pair : round) ++count[{pair.row, pair.column}];
  }
  return count;
}

TEST(BlockRounds, EveryPairComesOnce) {
  for (int n = 0; n < 12; ++n) {
    std::map<std::pair<int, int>, int> all;
    std::map<std::pair<int, int>, int> unordered;
    for (int a = 0; a < n; ++a) {
      for (int b = 0; b < n; ++b) {
        all[{a, b}] = 1;
        if (a <= b) unordered[{a, b}] = 1;
      }
    }
    EXPECT_EQ(count_pairs(rounds_of_all_pairs(n)), all) << n;
    EXPECT_EQ(count_pairs(rounds_of_unordered_pairs(n)), unordered) << n;
  }
}

TEST(BlockRounds, NoTwoPairsOfARoundShareABlock) {
  for (int n = 0; n < 12; ++n) {
    for (const auto& round : rounds_of_all_pairs(n)) {
      std::set<int> rows;
      std::set<int> columns;
      for (const BlockPair& pair : round) {
        EXPECT_TRUE(rows.insert(pair.row).second) << n;
        EXPECT_TRUE(columns.insert(pair.column).second) << n;
      }
    }
    for (const auto& round : rounds_of_unordered_pairs(n)) {
      std::set<int> blocks;
      for (const BlockPair& pair : round) {
        EXPECT_TRUE(blocks.insert(pair.row).second) << n;
        EXPECT_TRUE(pair.row == pair.column || blocks.insert(pair.column).second) << n;
      }
    }
  }
}

}  // namespace
}  // namespace solve_puzzle
