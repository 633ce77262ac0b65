// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pair_measures.h"

#include <gtest/gtest.h>

#include <cmath>

#include "puzzles/random.h"
#include "tests/tools/made_set.h"

namespace solve_puzzle {
namespace {

/// Many sides with the target first and four rivals.
TrainingSet many_lists(int count) {
  return set_of_lists(std::vector<MadeList>(static_cast<std::size_t>(count), {.target = 0, .size = 5}));
}

double area_of(const TrainingSet& set, const std::vector<float>& scores, int num_false = 100) {
  RocArea roc;
  roc.add(set, scores, scores, num_false);
  return roc.area();
}

TEST(RocArea, OfPerfectScoresIsOneAndOfPerfectlyWrongOnesZero) {
  const TrainingSet set = many_lists(3);
  std::vector<float> scores;
  for (int side = 0; side < 3; ++side) scores.insert(scores.end(), {5, 1, 2, 0, 1});
  EXPECT_DOUBLE_EQ(area_of(set, scores), 1.0);
  for (float& score : scores) score = -score;
  EXPECT_DOUBLE_EQ(area_of(set, scores), 0.0);
}

TEST(RocArea, OfEqualScoresIsOneHalf) { EXPECT_DOUBLE_EQ(area_of(many_lists(3), std::vector<float>(15, 2.0F)), 0.5); }

TEST(RocArea, OfRandomScoresIsAboutOneHalf) {
  constexpr int kNumSides = 2000;
  Random random(1);
  std::vector<float> scores;
  for (int e = 0; e < 5 * kNumSides; ++e) scores.push_back(static_cast<float>(random.uniform()));
  EXPECT_NEAR(area_of(many_lists(kNumSides), scores), 0.5, 0.03);
}

TEST(RocArea, IsTheShareOfPairsInTheRightOrder) {
  // True: 3, 1. False: 2, 0; 1, 4. Right orders: 3 > 2, 0, 1; 1 > 0; and half of 1 = 1.
  const TrainingSet set = set_of_lists({{.target = 0, .size = 3}, {.target = 2, .size = 3}});
  EXPECT_DOUBLE_EQ(area_of(set, {3, 2, 0, 1, 4, 1}), 4.5 / 8);
}

TEST(RocArea, ComparesAcrossPuzzles) {
  const TrainingSet one = set_of_lists({{.target = 0, .size = 2}});
  RocArea roc;
  roc.add(one, {5, 4}, {5, 4}, 9);
  roc.add(one, {3, 2}, {3, 2}, 9);
  EXPECT_DOUBLE_EQ(roc.area(), 0.75);  // 3 is below the other's 4
}

TEST(RocArea, TakesTheBestRivalsByTheOrderGivenAndNeverCopiesNorSidesWithoutATarget) {
  const TrainingSet set = set_of_lists({{.target = 0, .size = 4, .copies = {1}},
                                        {.target = TrainingSet::kNoPartner, .size = 1},
                                        {.target = TrainingSet::kSkip, .size = 1}});
  const std::vector<float> scores = {5, 9, 6, 1, 9, 9};
  const auto area = [&](const std::vector<float>& order, int num_false) {
    RocArea roc;
    roc.add(set, scores, order, num_false);
    return roc.area();
  };
  EXPECT_DOUBLE_EQ(area({0, 9, 1, 2, 9, 9}, 1), 1.0);  // the rival with score 1
  EXPECT_DOUBLE_EQ(area({0, 9, 2, 1, 9, 9}, 1), 0.0);  // the rival with score 6
  EXPECT_DOUBLE_EQ(area({0, 9, 2, 1, 9, 9}, 9), 0.5);  // both
}

TEST(RocArea, WithNothingToCompareIsOneHalf) {
  EXPECT_DOUBLE_EQ(RocArea().area(), 0.5);
  EXPECT_DOUBLE_EQ(area_of(set_of_lists({{.target = 0, .size = 1}}), {3}), 0.5);
}

TEST(Calibration, OfHonestProbabilitiesIsZero) {
  Calibration calibration;
  for (const int tenths : {1, 3, 5, 9}) {
    for (int i = 0; i < 10; ++i) calibration.add(tenths / 10.0, i < tenths);
  }
  EXPECT_NEAR(calibration.error(), 0.0, 1e-12);
}

TEST(Calibration, OfOverconfidentOnesIsByHowMuchTheyAreTooSure) {
  Calibration calibration;
  for (int i = 0; i < 10; ++i) calibration.add(0.9, i < 6);   // 0.3 too sure
  for (int i = 0; i < 30; ++i) calibration.add(0.1, i < 15);  // 0.4 not sure enough
  EXPECT_NEAR(calibration.error(), (10 * 0.3 + 30 * 0.4) / 40, 1e-12);
}

TEST(Calibration, DifferencesCancelInOneBinOnly) {
  Calibration one_bin;  // 0.41 and 0.45 of bins of 1/15: 0.4 to 0.4667
  one_bin.add(0.41, true);
  one_bin.add(0.45, false);
  EXPECT_NEAR(one_bin.error(), std::abs(0.86 - 1) / 2, 1e-12);
  Calibration two_bins;
  two_bins.add(0.39, true);
  two_bins.add(0.45, false);
  EXPECT_NEAR(two_bins.error(), (0.61 + 0.45) / 2, 1e-12);
}

TEST(Calibration, CertaintyFallsIntoTheLastBin) {
  Calibration calibration;
  calibration.add(1.0, true);
  calibration.add(0.0, false);
  EXPECT_DOUBLE_EQ(calibration.error(), 0.0);
  calibration.add(1.0, false);
  EXPECT_NEAR(calibration.error(), 1.0 / 3, 1e-12);
}

TEST(Calibration, OfNothingIsZero) { EXPECT_DOUBLE_EQ(Calibration().error(), 0.0); }

float log_of(double probability) { return static_cast<float>(std::log(probability)); }

TEST(Calibration, JudgesTheFirstChoiceOfEverySide) {
  // First choices: the target (0.8, right), a copy (0.7, right), a rival (0.6, wrong), none where there is a partner
  // (0.9, wrong), none where there is none (0.5, right).
  const TrainingSet set = set_of_lists({{.target = 0, .size = 2},
                                        {.target = 0, .size = 2, .copies = {1}},
                                        {.target = 0, .size = 2},
                                        {.target = 0, .size = 1},
                                        {.target = TrainingSet::kNoPartner, .size = 1}});
  const std::vector<float> log_probability = {log_of(0.8),  log_of(0.1), log_of(0.2),  log_of(0.7),
                                              log_of(0.35), log_of(0.6), log_of(0.05), log_of(0.4)};
  const std::vector<float> log_no_partner = {log_of(0.1), log_of(0.1), log_of(0.05), log_of(0.9), log_of(0.5)};
  Calibration calibration;
  add_first_choices(set, log_probability, log_no_partner, calibration);
  EXPECT_NEAR(calibration.error(), (0.2 + 0.3 + 0.6 + 0.9 + 0.5) / 5, 1e-5);
}

}  // namespace
}  // namespace solve_puzzle
