// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/part_doubtful.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "tests/solver/torn/table_judge.h"

namespace solve_puzzle {
namespace {

/// Two groups of three pieces that hang together well, and what lies between them.
bool stay_together(const std::map<std::pair<int, int>, double>& between) {
  std::map<std::pair<int, int>, double> evidence = {{{0, 1}, 20}, {{0, 2}, 20}, {{1, 2}, 20},
                                                    {{3, 4}, 20}, {{3, 5}, 20}, {{4, 5}, 20}};
  evidence.insert(between.begin(), between.end());
  const TableJudge judge(6, evidence);
  Layout layout = judge.layout();
  part_doubtful(layout, {.least_gain = 5.5, .least_single_gain = 9});
  for (const auto& [a, b] : {std::pair(0, 1), {0, 2}, {3, 4}, {3, 5}})
    EXPECT_EQ(layout.group_of(a), layout.group_of(b));
  return layout.group_of(0) == layout.group_of(3);
}

TEST(PartDoubtful, WhatHangsOnOneContactNeedsAsMuchAsASingleJoin) {
  EXPECT_TRUE(stay_together({{{2, 3}, 10}}));
  EXPECT_FALSE(stay_together({{{2, 3}, 8}}));
}

TEST(PartDoubtful, SeveralContactsNeedLess) {
  EXPECT_TRUE(stay_together({{{2, 3}, 3}, {{1, 4}, 3}}));
  EXPECT_TRUE(stay_together({{{2, 3}, 3}, {{1, 4}, 2}})) << "nothing speaks against it";
  EXPECT_FALSE(stay_together({{{2, 3}, 4}, {{1, 4}, 4}, {{0, 5}, -3.5}}));
}

TEST(PartDoubtful, WhatSpeaksAgainstAJoinIsTakenOff) {
  EXPECT_FALSE(stay_together({{{2, 3}, 8}, {{1, 4}, 0.5}, {{0, 5}, -4}}));
  EXPECT_TRUE(stay_together({{{2, 3}, 8}, {{1, 4}, 0.5}, {{0, 5}, -1}}));
}

}  // namespace
}  // namespace solve_puzzle
