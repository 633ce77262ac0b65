// SPDX-License-Identifier: Apache-2.0
// What a sample landscape consists of, and the layers it is painted in. The insides of sample_picture(); lengths are
// shares of the picture's height, x to the right and y down from the top-left corner.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "puzzles/noise.h"

namespace solve_puzzle::landscape {

constexpr double kShore = 0.585;  ///< the far shore of the lake, about which it mirrors
constexpr int kNumRidges = 3;

/// A layer over what lies behind it.
struct Paint {
  Colour colour;
  double alpha = 0;
};

struct Palette {
  Colour zenith, horizon, glow, cloud_lit, cloud_dark, haze, rock_lit, rock_dark, grass_lit, grass_dark;
};

struct Disc {
  double x = 0, y = 0, radius = 0;
};

struct Scene {
  double width = 0;  ///< of the picture; its height is 1
  double pixel = 0;  ///< size of a pixel
  std::uint32_t seed = 0;
  Palette palette;
  double sun_x = 0, sun_y = 0;
  double light = 1;                                       ///< +1: light comes from the right, -1: from the left
  std::array<std::vector<double>, kNumRidges> ridges;     ///< heights by pixel column
  std::vector<double> far_trees, forest, fields, meadow;  ///< heights by pixel column
  double house_x = 0, house_y = 0;                        ///< foot of the gable's middle
  double tree_x = 0, tree_y = 0;                          ///< foot of the trunk
  std::vector<Disc> crown;
};

/// Gives a height between those of the two nearest pixel columns.
double at_column(const Scene& scene, const std::vector<double>& heights, double x);

/// Gives how much of a pixel lies below a line, so that edges have no steps.
double below_line(const Scene& scene, double y, double line);

Colour over(const Paint& front, const Colour& back);
Paint joined(const Paint& back, const Paint& front);

/// Gives the sky, the mountains and the woods on the far shore.
Colour backdrop(const Scene& scene, double x, double y);

/// Gives the backdrop mirrored in waves.
Colour lake(const Scene& scene, double x, double y);

/// Gives the ground from the forest to the meadow, and behind it the lake and the backdrop.
Colour land(const Scene& scene, double x, double y);

/// The gable wall, the long wall beside it, the roof and the chimney.
Paint house(const Scene& scene, double x, double y);

/// Posts and two rails that follow the meadow.
Paint fence(const Scene& scene, double x, double y);

/// A trunk and a leafy crown.
Paint broad_tree(const Scene& scene, double x, double y);

}  // namespace solve_puzzle::landscape
