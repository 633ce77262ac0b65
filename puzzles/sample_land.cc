// SPDX-License-Identifier: Apache-2.0
// Forest, fields and meadow of the sample landscape.
#include <algorithm>
#include <array>
#include <cmath>

#include "puzzles/sample_scene.h"

namespace solve_puzzle::landscape {
namespace {

/// One conifer of a row that stands in cells of the given width; the trees of one row never touch beyond their
/// neighbours.
Paint conifer(const Scene& scene, const std::vector<double>& ground, double x, double y, double spacing, double height,
              std::uint32_t seed) {
  Paint paint;
  const auto cell = whole_below(x / spacing);
  for (std::int32_t c = cell - 1; c <= cell + 1; ++c) {
    const double foot_x = (c + 0.2 + 0.6 * lattice_value(c, 1, seed)) * spacing;
    const double tall = height * (0.55 + 0.6 * lattice_value(c, 2, seed));
    const double t = (y - (at_column(scene, ground, foot_x) - tall)) / tall;  // 0 at the tip, 1 at the foot
    if (t < -0.05 || t > 1.25) continue;
    const double tier = fraction(t * 7);
    const double half_width = 0.20 * tall * (0.06 + std::max(0.0, t)) * (0.62 + 0.5 * tier);
    const double dx = x - foot_x;
    const double alpha = clamped((half_width - std::abs(dx)) / scene.pixel + 0.5) * smooth_step(-0.05, 0.0, t);
    if (alpha <= paint.alpha) continue;
    const double lit = clamped(0.45 + 0.5 * scene.light * dx / (half_width + scene.pixel) + 0.25 * (tier - 0.5) +
                               0.5 * (value_noise(x * 300, y * 300, seed) - 0.5));
    const double green = lattice_value(c, 3, seed);
    const Colour dark = mixed(rgb(0x10261c), rgb(0x1d3216), green);
    const Colour bright = mixed(rgb(0x3c6840), rgb(0x66803a), green);
    paint = {mixed(dark, bright, lit), alpha};
  }
  return paint;
}

Colour forest_floor(const Scene& scene, double x, double y) {
  const double n = fractal_noise(x * 60, y * 110, 3, scene.seed + 71);
  return mixed(scaled(scene.palette.grass_dark, 0.5), scaled(scene.palette.grass_lit, 0.72), n * n * 1.2);
}

/// Patchwork of fields: long strips in perspective, each with furrows or grass of its own.
Colour field(const Scene& scene, double x, double y, double top) {
  const double depth = (y - top) + 0.03;
  const double u = (x - 0.45 * scene.width) / (depth + 0.22) * 1.3 + 20;
  const double v = 2.2 / (depth + 0.10) + 0.35 * u;
  const auto column = whole_below(u * 1.6);
  const auto row = whole_below(v * 0.5);
  const double kind = lattice_value(column, row, scene.seed + 81);
  constexpr std::array<std::uint32_t, 6> kCrops = {0x9fb24c, 0xd7b95a, 0x7ba046, 0xb98f55, 0xc9c16a, 0x5f8f3f};
  const Colour crop = rgb(kCrops[static_cast<std::size_t>(kind * 6)]);
  const double furrow_at = kind < 0.5 ? u * 22 : v * 7 + u;
  const double furrow = std::abs(fraction(furrow_at) - 0.5) * 2;
  const double grain = fractal_noise(x * 120, y * 220, 2, scene.seed + 82);
  const double edge_u = std::abs(fraction(u * 1.6 + 0.5) - 0.5);
  const double edge_v = std::abs(fraction(v * 0.5 + 0.5) - 0.5);
  const double hedge = smooth_step(0.075, 0.03, std::min(edge_u, edge_v * 1.4));
  const Colour plain = scaled(crop, 0.70 + 0.16 * furrow + 0.34 * grain);
  const Colour tinted = mixed(plain, mixed(scene.palette.grass_lit, scene.palette.haze, 0.4), 0.18);
  return mixed(tinted, scaled(scene.palette.grass_dark, 0.6 + 0.5 * grain), hedge * 0.85);
}

/// The path winds from the house to the lower border.
double path_middle(const Scene& scene, double y) {
  const double t = clamped((y - scene.house_y) / (1 - scene.house_y));
  const double bend = 6 * t * (1 - t) * (t - 0.35) * 0.45;
  return mixed(scene.house_x, 0.52 * scene.width, t * t * (3 - 2 * t)) + scene.light * bend;
}

Paint path(const Scene& scene, double x, double y) {
  const double t = (y - scene.house_y) / (1 - scene.house_y);
  if (t < 0) return {};
  const double half_width = 0.012 + 0.06 * t * t;
  const double rough = (fractal_noise(x * 40, y * 70, 2, scene.seed + 91) - 0.5) * half_width * 0.8;
  const double inside = half_width - std::abs(x - path_middle(scene, y)) + rough;
  const double stones = fractal_noise(x * 110 / (0.4 + t), y * 210 / (0.4 + t), 3, scene.seed + 92);
  const Colour sand = mixed(rgb(0x9a7c58), rgb(0xe6cfa2), stones);
  return {sand, clamped(inside / (scene.pixel + 0.002) + 0.5)};
}

/// A flower or none: cells that grow towards the viewer, one flower in some of them.
Paint flower(const Scene& scene, double x, double y, double top) {
  const double depth = y - top;
  const auto band = whole_below(depth * 44 / (0.35 + depth));
  const double size = 0.006 + 0.0011 * band;
  const auto column = whole_below(x / size);
  const std::uint32_t seed = scene.seed + 101;
  const double patch = value_noise(x * 5, y * 9, seed + 1);
  if (lattice_value(column, band, seed) > 0.75 * (patch - 0.35)) return {};
  constexpr std::array<std::uint32_t, 5> kFlowers = {0xf7f3e8, 0xf4cf3a, 0xd8392e, 0x9a6fc4, 0xf29ab0};
  const double middle_x = (column + 0.3 + 0.4 * lattice_value(column, band, seed + 2)) * size;
  // Inverse of the band: where its middle lies on the meadow.
  const double at = (band + 0.3 + 0.4 * lattice_value(column, band, seed + 3));
  const double middle_y = top + 0.35 * at / (44 - at);
  const double dx = (x - middle_x) / size;
  const double dy = (y - middle_y) / (size * 0.8);
  const double distance2 = dx * dx + dy * dy;
  const Colour petal = rgb(kFlowers[static_cast<std::size_t>(value_noise(x * 3, y * 5, seed + 4) * 4.99)]);
  const double heart = smooth_step(0.02, 0.006, distance2);
  return {mixed(petal, rgb(0xe8a820), heart), smooth_step(0.075, 0.05, distance2)};
}

/// The shadows of the tree and of the house, away from the light.
double shadow(const Scene& scene, double x, double y) {
  const double rough = fractal_noise(x * 26, y * 52, 3, scene.seed + 113) - 0.5;
  const double tree_x = (x - scene.tree_x + 0.10 * scene.light) / 0.22;
  const double tree_y = (y - scene.tree_y - 0.008) / 0.038;
  const double house_x = (x - scene.house_x - 0.065) / 0.15;
  const double house_y = (y - scene.house_y) / 0.016;
  const double tree = tree_x * tree_x + tree_y * tree_y;
  const double house = house_x * house_x + house_y * house_y;
  return std::max(smooth_step(1.15, 0.75, tree + 0.9 * rough), smooth_step(1.15, 0.70, house + 0.5 * rough));
}

Colour meadow(const Scene& scene, double x, double y, double top) {
  const Palette& p = scene.palette;
  const double depth = y - top;
  const double near = 0.35 + depth * 2.2;
  const double blades = fractal_noise(x * 210 / near, y * 60 / near, 3, scene.seed + 111);
  const double patches = fractal_noise(x * 5, y * 11, 3, scene.seed + 112);
  const Colour grass = mixed(p.grass_dark, p.grass_lit, clamped(0.1 + 0.75 * blades + 0.9 * (patches - 0.45)));
  const Colour ground = scaled(grass, 1.05 - 0.35 * smooth_step(0.05, 0.25, depth));
  const Paint way = path(scene, x, y);
  const Paint bloom = flower(scene, x, y, top);
  return scaled(over(way, way.alpha > 0.5 ? ground : over(bloom, ground)), 1 - 0.42 * shadow(scene, x, y));
}

}  // namespace

Colour land(const Scene& scene, double x, double y) {
  const double forest_top = at_column(scene, scene.forest, x);
  const double fields_top = at_column(scene, scene.fields, x);
  const double meadow_top = at_column(scene, scene.meadow, x);
  const double in_meadow = below_line(scene, y, meadow_top);
  if (in_meadow >= 1) return meadow(scene, x, y, meadow_top);
  Colour colour;
  const double in_fields = below_line(scene, y, fields_top);
  if (in_fields < 1) {
    const double in_forest = below_line(scene, y, forest_top);
    if (in_forest < 1) colour = y > kShore ? lake(scene, x, y) : backdrop(scene, x, y);
    if (in_forest > 0) colour = mixed(colour, forest_floor(scene, x, y), in_forest);
    if (y > forest_top - 0.1) {
      colour = over(conifer(scene, scene.forest, x, y, 0.019, 0.085, scene.seed + 151), colour);
      for (const double row : {0.022, 0.048}) {
        const Paint tree = conifer(scene, scene.forest, x, y - row, 0.023, 0.095,
                                   scene.seed + 152 + static_cast<std::uint32_t>(row * 1000));
        if (y - row > forest_top - 0.12) colour = over(tree, colour);
      }
    }
  }
  if (in_fields > 0) colour = mixed(colour, field(scene, x, y, fields_top), in_fields);
  if (in_meadow > 0) colour = mixed(colour, meadow(scene, x, y, meadow_top), in_meadow);
  return colour;
}

}  // namespace solve_puzzle::landscape
