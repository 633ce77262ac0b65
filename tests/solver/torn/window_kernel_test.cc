// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/window_kernel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

constexpr int kNumWindows = 1003;  // no multiple of any vector's width
constexpr int kNumPoints = 13;

std::vector<float> random_values(std::uint64_t seed, double least, double most) {
  Random random(seed);
  std::vector<float> values;
  for (int i = 0; i < kNumWindows; ++i) values.push_back(static_cast<float>(least + (most - least) * random.uniform()));
  return values;
}

struct Sample {
  std::vector<float> mean_x = random_values(1, -80, 80), mean_y = random_values(2, -80, 80);
  std::vector<float> energy = random_values(3, 0, 4000), straightness = random_values(4, 0, 300);
  std::vector<float> real = random_values(5, -9e4, 9e4), imaginary = random_values(6, -9e4, 9e4);
  std::vector<float> colour = random_values(7, -1, 9000);
  WindowOfA a{12, -7, 1500, 90};
  ScoreScales scales{0.4F, 8, 700, 0.3F};

  std::vector<float> scores(const WindowKernel& kernel) const {
    std::vector<float> out(kNumWindows);
    kernel.score(a, {mean_x.data(), mean_y.data(), energy.data(), straightness.data(), kNumWindows},
                 {real.data(), imaginary.data(), colour.data()}, scales, kNumPoints, out.data());
    return out;
  }
};

TEST(WindowKernel, GivesTheSameOnEveryProcessor) {
  const Sample sample;
  EXPECT_EQ(sample.scores(best_window_kernel()), sample.scores(generic_window_kernel()));
  std::vector<float> best(kNumWindows), generic(kNumWindows);
  best_window_kernel().advance(sample.real.data(), sample.imaginary.data(), sample.colour.data(), kNumWindows,
                               best.data());
  generic_window_kernel().advance(sample.real.data(), sample.imaginary.data(), sample.colour.data(), kNumWindows,
                                  generic.data());
  EXPECT_EQ(best, generic);
}

TEST(WindowKernel, ScoreIsTheSumOfTwoLogarithms) {
  const Sample sample;
  const std::vector<float> scores = sample.scores(best_window_kernel());
  for (std::size_t j = 0; j < kNumWindows; ++j) {
    const WindowOfA& a = sample.a;
    const ScoreScales& scales = sample.scales;
    const double re = sample.real[j] - kNumPoints * (a.mean_x * sample.mean_x[j] + a.mean_y * sample.mean_y[j]);
    const double im = sample.imaginary[j] - kNumPoints * (a.mean_x * sample.mean_y[j] - a.mean_y * sample.mean_x[j]);
    const double residual = std::max(0.0, (a.energy + sample.energy[j] - 2 * std::hypot(re, im)) / kNumPoints);
    const double bent = (a.straightness + sample.straightness[j]) / kNumPoints;
    const double seen = std::max(0.0F, sample.colour[j]) / kNumPoints;
    const double shape = std::log((bent + scales.shape_noise) / (residual + scales.shape_noise));
    const double likeness = std::log((scales.colour_spread + scales.colour_noise) / (seen + scales.colour_noise));
    EXPECT_NEAR(scores[j], kNumPoints * (shape + scales.colour_weight * likeness), 0.1);
  }
}

}  // namespace
}  // namespace solve_puzzle
