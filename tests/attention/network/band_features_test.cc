// SPDX-License-Identifier: Apache-2.0
#include "attention/band_features.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

constexpr float kRounding = 1e-5F;

std::vector<float> random_bands(const BandEncoderOptions& options, int num_bands, int length, std::uint64_t seed = 3) {
  Random random(seed);
  std::vector<float> values(static_cast<std::size_t>(num_bands * options.channels * options.depth * length));
  for (float& value : values) value = static_cast<float>(random.normal());
  return values;
}

/// Rolls the last dimension of `rows` rows by one position.
std::vector<float> rolled(const std::vector<float>& values, int length) {
  std::vector<float> result = values;
  for (auto row = result.begin(); row != result.end(); row += length) std::rotate(row, row + 1, row + length);
  return result;
}

auto is_close_to(const std::vector<float>& expected) {
  return testing::Pointwise(testing::FloatNear(kRounding), expected);
}

TEST(BandEncoder, GivesOneVectorPerPositionAndOnePerSide) {
  const BandEncoderOptions options{.features = 6};
  const BandFeatures features = BandEncoder(options, 1).encode(random_bands(options, 3, 28), 3, 28);
  EXPECT_EQ(features.num_bands, 3);
  EXPECT_EQ(features.length, 28);
  EXPECT_EQ(features.features, 6);
  EXPECT_EQ(features.positions.size(), 3U * 28U * 6U);
  EXPECT_EQ(features.sides.size(), 3U * 6U);
}

TEST(BandEncoder, SameSeedSameOutputOtherSeedOtherOutput) {
  const BandEncoderOptions options;
  const std::vector<float> bands = random_bands(options, 2, 9);
  const BandFeatures first = BandEncoder(options, 5).encode(bands, 2, 9);
  const BandFeatures again = BandEncoder(options, 5).encode(bands, 2, 9);
  const BandFeatures other = BandEncoder(options, 6).encode(bands, 2, 9);
  EXPECT_EQ(first.positions, again.positions);
  EXPECT_EQ(first.sides, again.sides);
  EXPECT_NE(first.positions, other.positions);
}

TEST(BandEncoder, FirstWeightsKeepTheSizeOfTheSignal) {
  const BandEncoderOptions options;
  const BandFeatures features = BandEncoder(options, 1).encode(random_bands(options, 8, 28), 8, 28);
  double squares = 0.0;
  for (const float value : features.positions) squares += static_cast<double>(value) * static_cast<double>(value);
  const double deviation = std::sqrt(squares / static_cast<double>(features.positions.size()));
  EXPECT_GT(deviation, 0.3);
  EXPECT_LT(deviation, 30.0);
}

TEST(BandEncoder, ABatchGivesWhatItsBandsGiveSingly) {
  const BandEncoderOptions options{.depth = 3};
  const int num_bands = 70, length = 11;
  const std::vector<float> bands = random_bands(options, num_bands, length);
  const BandEncoder encoder(options, 2);
  const BandFeatures all = encoder.encode(bands, num_bands, length);
  const std::size_t band_size = bands.size() / num_bands;
  for (const std::size_t i : {0U, 31U, 32U, 69U}) {
    const BandFeatures one = encoder.encode(std::span(bands).subspan(i * band_size, band_size), 1, length);
    const auto part = [i](const std::vector<float>& values, const std::vector<float>& of_one) {
      const auto begin = values.begin() + static_cast<std::ptrdiff_t>(i * of_one.size());
      return std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(of_one.size()));
    };
    EXPECT_THAT(one.positions, is_close_to(part(all.positions, one.positions)));
    EXPECT_THAT(one.sides, is_close_to(part(all.sides, one.sides)));
  }
}

TEST(BandEncoder, RollingAClosedBandRollsItsFeatures) {
  const BandEncoderOptions options{.features = 5, .circular = true};
  const int length = 13;
  const std::vector<float> bands = random_bands(options, 1, length);
  const BandEncoder encoder(options, 4);
  const BandFeatures before = encoder.encode(bands, 1, length);
  const BandFeatures after = encoder.encode(rolled(bands, length), 1, length);
  std::vector<float> expected = before.positions;
  std::rotate(expected.begin(), expected.begin() + options.features, expected.end());
  EXPECT_THAT(after.positions, is_close_to(expected));
  EXPECT_THAT(after.sides, is_close_to(before.sides));
}

TEST(BandEncoder, RollingAnOpenBandChangesItsSide) {
  const BandEncoderOptions options;
  const std::vector<float> bands = random_bands(options, 1, 13);
  const BandEncoder encoder(options, 4);
  EXPECT_NE(encoder.encode(bands, 1, 13).sides, encoder.encode(rolled(bands, 13), 1, 13).sides);
}

TEST(BandEncoder, OnePositionIsEnough) {
  for (const bool circular : {false, true}) {
    const BandEncoderOptions options{.kernel = 7, .circular = circular};
    const BandFeatures features = BandEncoder(options, 1).encode(random_bands(options, 2, 1), 2, 1);
    EXPECT_THAT(features.positions, testing::Each(testing::Truly([](float value) { return std::isfinite(value); })));
    EXPECT_EQ(features.positions.size(), 2U * 32U);
  }
}

TEST(BandEncoder, NoBandGivesNoFeatures) {
  const BandFeatures features = BandEncoder({}, 1).encode({}, 0, 28);
  EXPECT_TRUE(features.positions.empty());
  EXPECT_TRUE(features.sides.empty());
}

TEST(BandEncoder, WrongSizesThrowAndSayWhatWasExpected) {
  const BandEncoderOptions options;
  const BandEncoder encoder(options, 1);
  const std::vector<float> bands = random_bands(options, 2, 8);
  EXPECT_THROW(encoder.encode(bands, 2, 0), Error);
  EXPECT_THROW(encoder.encode(bands, -1, 8), Error);
  try {
    encoder.encode(bands, 3, 8);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("found 256"), testing::HasSubstr("expected 384")));
  }
}

TEST(BandEncoder, ThreadsDoNotChangeTheAnswer) {
  const BandEncoderOptions options;
  const std::vector<float> bands = random_bands(options, 200, 28);
  const BandEncoder encoder(options, 9);
  std::vector<BandFeatures> answers;
  for (const int threads : {1, 2, 4}) {
    const ThreadLimit limit(threads);
    answers.push_back(encoder.encode(bands, 200, 28));
  }
  EXPECT_EQ(answers[0].positions, answers[1].positions);
  EXPECT_EQ(answers[0].positions, answers[2].positions);
  EXPECT_EQ(answers[0].sides, answers[2].sides);
}

}  // namespace
}  // namespace solve_puzzle
