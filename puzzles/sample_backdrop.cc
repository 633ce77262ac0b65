// SPDX-License-Identifier: Apache-2.0
// Sky, mountains and lake of the sample landscape.
#include <algorithm>

#include "puzzles/sample_scene.h"

namespace solve_puzzle::landscape {
namespace {

Colour sky(const Scene& scene, double x, double y) {
  const Palette& p = scene.palette;
  const double height = smooth_step(-0.1, 0.62, y);
  Colour colour = mixed(p.zenith, p.horizon, height * height);
  const double dx = x - scene.sun_x;
  const double dy = y - scene.sun_y;
  const double distance2 = dx * dx + dy * dy;
  colour = mixed(colour, p.glow, 0.60 / (1 + 22 * distance2));
  colour = mixed(colour, rgb(0xfffaea), 0.75 / (1 + 520 * distance2));
  const double far = 1 / (0.78 - y);  // clouds lie on a plane overhead and shrink towards the horizon
  const double u = (x - 0.5 * scene.width) * far * 2.0 + 9;
  const double v = far * 2.6;
  const double density = fractal_noise(u, v, 5, scene.seed + 11);
  const double towards_sun = fractal_noise(u - dx * 0.35, v + 0.18, 3, scene.seed + 11);
  const double cover = smooth_step(0.47, 0.68, density) * smooth_step(0.60, 0.42, y);
  const double lit = clamped(0.62 + (density - towards_sun) * 2.6 - (density - 0.55) * 1.4);
  colour = mixed(colour, mixed(p.cloud_dark, p.cloud_lit, lit), 0.92 * cover);
  const double disc = clamped((0.029 * 0.029 - distance2) / (0.058 * scene.pixel) + 0.5);
  return mixed(colour, rgb(0xfffdf0), disc * (1 - 0.6 * cover));
}

/// Rock with light from one side, snow on the highest ridge, haze by distance and towards the foot.
Colour mountain(const Scene& scene, int ridge, double x, double y, double top) {
  const Palette& p = scene.palette;
  const double scale = 6.5 + 2.5 * ridge;
  const std::uint32_t seed = scene.seed + 31 + static_cast<std::uint32_t>(ridge);
  const double u = x * scale;
  const double v = y * scale * 1.15;
  const double here = crested_noise(u, v, 5, seed);
  const double beside = crested_noise(u + scene.light * 0.10, v - 0.07, 5, seed);
  const double lit = clamped(0.46 + (here - beside) * 3.8);
  Colour colour = mixed(p.rock_dark, p.rock_lit, lit);
  if (ridge == 0) {
    const double snow = smooth_step(0.095, 0.06, y - top - (here - 0.5) * 0.22);
    colour = mixed(colour, mixed(rgb(0x9fb4d6), rgb(0xffffff), lit), snow);
  } else {
    const Colour wood = mixed(scaled(p.grass_dark, 0.75), p.grass_lit, 0.55 * lit);
    colour = mixed(colour, wood, 0.45 * ridge * smooth_step(0.35, 0.65, here + (y - top) * 2));
  }
  constexpr double kHaze[kNumRidges] = {0.46, 0.36, 0.20};
  return mixed(colour, p.haze, std::min(0.9, kHaze[ridge] + 0.9 * smooth_step(0.0, 0.35, y - top) * kHaze[ridge]));
}

}  // namespace

Colour backdrop(const Scene& scene, double x, double y) {
  Colour colour;
  double seen = 0;
  const auto put = [&](const Colour& front, double alpha) {
    const double share = (1 - seen) * alpha;
    colour = {colour.b + front.b * share, colour.g + front.g * share, colour.r + front.r * share};
    seen += share;
  };
  const double trees = at_column(scene, scene.far_trees, x);
  if (y > trees - scene.pixel) {
    const double shade = value_noise(x * 160, y * 160, scene.seed + 51);
    const Colour wood = mixed(scaled(scene.palette.grass_dark, 0.55), scene.palette.grass_dark, shade);
    put(mixed(wood, scene.palette.haze, 0.16), below_line(scene, y, trees));
  }
  for (int ridge = kNumRidges - 1; ridge >= 0 && seen < 1; --ridge) {
    const double top = at_column(scene, scene.ridges[ridge], x);
    const double alpha = below_line(scene, y, top);
    if (alpha > 0) put(mountain(scene, ridge, x, y, top), alpha);
  }
  if (seen < 1) put(sky(scene, x, y), 1);
  return colour;
}

Colour lake(const Scene& scene, double x, double y) {
  const double depth = y - kShore;
  const double near = 0.15 + depth * 4;
  const double wave = fractal_noise(x * 26 / near, depth * 240 / near, 3, scene.seed + 61) - 0.5;
  const double mirrored = std::max(0.0, kShore - depth * 1.9 - wave * 0.05 * near);
  const Colour image = backdrop(scene, x + wave * 0.012, mirrored);
  Colour colour = mixed(scaled(image, 0.90), rgb(0x2f5a78), 0.20 + 0.25 * smooth_step(0.0, 0.16, depth));
  const double dx = x - scene.sun_x;
  const double glint = smooth_step(0.10, 0.30, wave) / (1 + 60 * dx * dx);
  return mixed(colour, scene.palette.glow, 0.8 * glint);
}

}  // namespace solve_puzzle::landscape
