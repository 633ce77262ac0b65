// SPDX-License-Identifier: Apache-2.0
// The two inner loops of proposing, compiled once per instruction set; the best one for this processor is chosen at run
// time. All give the same numbers to the last bit: nothing is fused.
#pragma once

namespace solve_puzzle {

/// What a window of a has in common with all windows of b.
struct WindowOfA {
  float mean_x = 0, mean_y = 0, energy = 0, straightness = 0;
};

/// One value per window of b, in reversed order.
struct WindowsOfB {
  const float* mean_x = nullptr;
  const float* mean_y = nullptr;
  const float* energy = nullptr;
  const float* straightness = nullptr;
  int num_windows = 0;
};

/// Sums over the points of the windows, one per window of b.
struct WindowSums {
  const float* real = nullptr;
  const float* imaginary = nullptr;
  const float* colour = nullptr;
};

struct ScoreScales {
  float shape_noise = 0;   ///< squared pixels, both windows
  float colour_noise = 0;  ///< squared Lab units
  float colour_spread = 0;
  float colour_weight = 0;
};

struct WindowKernel {
  /// moved[j] = sums[j] + (entering[j] - leaving[j]) for all j below n. No overlap.
  void (*advance)(const float* sums, const float* entering, const float* leaving, int n, float* moved) = nullptr;
  /// n·log(shape ratio) + weight·n·log(colour ratio) of windows of n points.
  void (*score)(const WindowOfA& a, const WindowsOfB& b, const WindowSums& sums, const ScoreScales& scales, int n,
                float* out) = nullptr;
};

/// Gives the widest kernel that this processor runs.
WindowKernel best_window_kernel();

WindowKernel generic_window_kernel();

}  // namespace solve_puzzle
