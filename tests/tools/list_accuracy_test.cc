// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/list_accuracy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/tools/made_set.h"

namespace solve_puzzle {
namespace {

ListAccuracy accuracy(const TrainingSet& set, const std::vector<float>& scores) { return list_accuracy(set, scores); }

TEST(ListAccuracy, IsTheShareOfSidesWhoseBestCandidateIsTheTarget) {
  const TrainingSet set = set_of_lists({{.target = 0, .size = 3}, {.target = 2, .size = 3}, {.target = 1, .size = 2}});
  const ListAccuracy found = accuracy(set, {2, 1, 0, 1, 2, 0, 1, 5});
  EXPECT_EQ(found.num_queries, 3);
  EXPECT_DOUBLE_EQ(found.strict, 2.0 / 3);
  EXPECT_DOUBLE_EQ(found.fair, 2.0 / 3);
}

TEST(ListAccuracy, SidesWithoutAPartnerAreNotAsked) {
  const TrainingSet set = set_of_lists({{.target = 0, .size = 2}, {.target = TrainingSet::kNoPartner, .size = 3}});
  const ListAccuracy found = accuracy(set, {1, 0, 9, 9, 9});
  EXPECT_EQ(found.num_queries, 1);
  EXPECT_DOUBLE_EQ(found.strict, 1.0);
}

TEST(ListAccuracy, APartnerOnNoListCountsAsMissed) {
  const TrainingSet set = set_of_lists(
      {{.target = 0, .size = 2}, {.target = TrainingSet::kSkip, .size = 2}, {.target = TrainingSet::kSkip, .size = 0}});
  const ListAccuracy found = accuracy(set, {1, 0, 1, 0});
  EXPECT_EQ(found.num_queries, 3);
  EXPECT_DOUBLE_EQ(found.strict, 1.0 / 3);
  EXPECT_DOUBLE_EQ(found.fair, 1.0 / 3);
}

TEST(ListAccuracy, TiesCountAsChanceWhenStrict) {
  const TrainingSet set = set_of_lists({{.target = 1, .size = 4}});
  EXPECT_DOUBLE_EQ(accuracy(set, {2, 2, 2, 2}).strict, 0.25);
  EXPECT_DOUBLE_EQ(accuracy(set, {2, 2, 1, 1}).strict, 0.5);
  EXPECT_DOUBLE_EQ(accuracy(set, {2, 1, 2, 1}).strict, 0.0);
}

TEST(ListAccuracy, ACopyCountsAsRightWhenFairOnly) {
  const TrainingSet set = set_of_lists({{.target = 0, .size = 3, .copies = {1}}});
  const ListAccuracy found = accuracy(set, {0, 5, 1});
  EXPECT_DOUBLE_EQ(found.strict, 0.0);
  EXPECT_DOUBLE_EQ(found.fair, 1.0);
}

TEST(ListAccuracy, CopiesAreTakenTogetherByTheirProbability) {
  const TrainingSet set = set_of_lists({{.target = 0, .size = 3, .copies = {1}}});
  const auto fair_with_rival = [&](double probability) {
    const float half = std::log(0.25F);
    return accuracy(set, {half, half, static_cast<float>(std::log(probability))}).fair;
  };
  EXPECT_DOUBLE_EQ(fair_with_rival(0.49), 1.0);
  EXPECT_DOUBLE_EQ(fair_with_rival(0.51), 0.0);
}

TEST(ListAccuracy, OfNoSidesIsZero) {
  const ListAccuracy found = accuracy(set_of_lists({}), {});
  EXPECT_EQ(found.num_queries, 0);
  EXPECT_DOUBLE_EQ(found.strict, 0.0);
}

TEST(ListAccuracy, AConstantAddedToAllScoresChangesNothing) {
  const TrainingSet set = set_of_lists({{.target = 0, .size = 3, .copies = {2}}, {.target = 1, .size = 2}});
  const ListAccuracy a = accuracy(set, {1, 1.5F, 0.75F, 3, 2});
  const ListAccuracy b = accuracy(set, {1001, 1001.5F, 1000.75F, 1003, 1002});
  EXPECT_DOUBLE_EQ(a.strict, b.strict);
  EXPECT_DOUBLE_EQ(a.fair, b.fair);
}

}  // namespace
}  // namespace solve_puzzle
