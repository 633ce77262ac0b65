// SPDX-License-Identifier: Apache-2.0
// House, fence and tree of the sample landscape.
#include <algorithm>
#include <array>
#include <cmath>

#include "puzzles/sample_scene.h"

namespace solve_puzzle::landscape {
namespace {

/// Gives how much of a pixel lies in a parallelogram with upright sides: x from x0 to x1, y from top to bottom where
/// both lines fall by `slope`.
double upright_box(const Scene& scene, double x, double y, const std::array<double, 4>& box, double slope) {
  const double shift = slope * (x - box[0]);
  const double across = std::min(x - box[0], box[1] - x);
  const double down = std::min(y - box[2] - shift, box[3] + shift - y);
  return clamped(std::min(across, down) / scene.pixel + 0.5);
}

Paint window(const Scene& scene, double x, double y, double middle_x, double middle_y) {
  const double dx = x - middle_x;
  const double dy = y - middle_y;
  const double frame = upright_box(scene, dx, dy, {-0.0105, 0.0105, -0.014, 0.014}, 0);
  if (frame <= 0) return {};
  const double left = upright_box(scene, dx, dy, {-0.008, -0.0008, -0.0115, 0.0115}, 0);
  const double right = upright_box(scene, dx, dy, {0.0008, 0.008, -0.0115, 0.0115}, 0);
  const Colour glass = mixed(rgb(0x23364a), scene.palette.horizon, clamped(0.35 + 18 * (dx - dy)));
  return {mixed(rgb(0xf4efe2), glass, std::max(left, right)), frame};
}

Paint trunk(const Scene& scene, double u, double v) {
  if (std::abs(u) > 0.07) return {};
  const double bark = fractal_noise(u * 130, v * 24, 3, scene.seed + 141);
  const double flare = 0.020 + 0.016 / (1 + 900 * v * v) + 0.004 * bark;
  const double bend = u - 0.03 * v * v - 0.01 * v;
  const double inside = std::min({flare - std::abs(bend), 0.004 - v + 0.01 * bark, v + 0.5});
  const double lit = 0.55 + 0.45 * bark + 9 * scene.light * bend;
  return {scaled(rgb(0x6a4c36), lit), clamped(inside / scene.pixel + 0.5)};
}

/// Leafy balls that melt into each other, lit from one side and from above.
Paint crown(const Scene& scene, double u, double v) {
  const double across = u / 0.30;
  const double up = (v + 0.46) / 0.26;
  if (across * across + up * up > 1) return {};
  const double edge = fractal_noise(u * 34, v * 34, 3, scene.seed + 142) - 0.5;
  double best = 0;
  double weights = 1e-9;
  double lit = 0;
  for (const Disc& disc : scene.crown) {
    const double dx = (u - disc.x) / disc.radius;
    const double dy = (v - disc.y) / disc.radius;
    const double inside = 1 - dx * dx - dy * dy + edge * 1.3;
    if (inside <= 0) continue;
    best = std::max(best, inside);
    const double weight = inside * inside * inside;
    weights += weight;
    lit += weight * (0.44 + 0.34 * scene.light * dx - 0.48 * dy);
  }
  if (best <= 0) return {};
  lit = lit / weights + 0.22 * scene.light * u / 0.25 - 0.5 * (v + 0.50);
  const double leaves = fractal_noise(u * 50, v * 50, 4, scene.seed + 143);
  const double tone = clamped(0.54 * lit + 1.9 * (leaves - 0.5) + 0.17);
  const Colour shade = mixed(rgb(0x12260f), rgb(0x4f7a28), clamped(tone * 1.8));
  return {mixed(shade, rgb(0xb9c850), clamped(tone * 1.8 - 1)), clamped(best / (scene.pixel * 12) + 0.1)};
}

}  // namespace

Paint house(const Scene& scene, double x, double y) {
  const double u = x - scene.house_x;
  const double v = y - scene.house_y;
  if (u < -0.09 || u > 0.21 || v < -0.22 || v > 0.02) return {};
  const double grain = fractal_noise(u * 300, v * 300, 2, scene.seed + 121);
  const double gable_light = scene.light < 0 ? 1.0 : 0.74;
  const double wall_light = scene.light < 0 ? 0.74 : 1.0;
  const Colour plaster = scaled(rgb(0xf2e6cf), 0.86 + 0.16 * grain);
  Paint paint = {scaled(plaster, wall_light), upright_box(scene, u, v, {0.055, 0.185, -0.085, 0.0}, 0)};
  const double tiles = fraction(v * 110);
  const double tile_column = u * 120 + (whole_below(v * 110) & 1) * 0.5;
  const double joint = fraction(tile_column);
  const double roof_shade = 0.72 + 0.20 * tiles + 0.12 * grain - (joint < 0.14 ? 0.12 : 0.0);
  const Colour roof = scaled(rgb(0xb9492f), roof_shade * (0.82 + 0.18 * wall_light));
  // The roof leans back: its left border runs from the eaves up to the ridge of the gable.
  const double lean = 0.062 * clamped((-0.08 - v) / 0.085);
  paint = joined(paint,
                 {scaled(rgb(0x9a5a44), 0.7 + 0.4 * grain), upright_box(scene, u, v, {0.118, 0.136, -0.20, -0.15}, 0)});
  paint = joined(paint, {roof, upright_box(scene, u + lean, v, {0.058, 0.195, -0.165, -0.08}, 0)});
  const double gable_top = -0.165 + std::abs(u) * 1.45;
  const double gable = clamped(std::min({u + 0.055, 0.055 - u, (v - gable_top) * 0.57, -v}) / scene.pixel + 0.5);
  paint = joined(paint, {scaled(plaster, gable_light), gable});
  const double verge = clamped((0.006 - std::abs(v - gable_top + 0.004)) * 0.57 / scene.pixel + 0.5);
  if (std::abs(u) < 0.064 && v < -0.07) paint = joined(paint, {rgb(0x6b3a28), verge});
  paint = joined(paint,
                 {scaled(rgb(0x5b4030), 0.8 + 0.4 * grain), upright_box(scene, u, v, {-0.014, 0.014, -0.046, 0.0}, 0)});
  for (const double at : {-0.034, 0.034}) paint = joined(paint, window(scene, u, v, at, -0.058));
  paint = joined(paint, window(scene, u, v, 0.0, -0.105));
  for (const double at : {0.085, 0.120, 0.155}) paint = joined(paint, window(scene, u, v, at, -0.048));
  return paint;
}

Paint fence(const Scene& scene, double x, double y) {
  const double begin = 0.60 * scene.width;
  if (x < begin - 0.008) return {};
  const double along = (x - begin) / (scene.width - begin);
  const double foot = 0.875 + 0.05 * along * along;
  const double tall = 0.075 + 0.03 * along;
  if (y < foot - tall - 0.02 || y > foot + 0.02) return {};
  constexpr double kSpacing = 0.085;
  const double at = (x - begin) / kSpacing;
  const double wood = fractal_noise(x * 60, y * 60, 2, scene.seed + 131);
  Paint paint;
  for (const double height : {0.78, 0.42}) {
    const auto stretch = static_cast<std::int32_t>(at);
    const double fall = lattice_value(stretch, static_cast<int>(height * 100), scene.seed) - 0.5;
    const double rail = foot - tall * height + fall * 0.016 * (at - stretch - 0.5);
    const double alpha = clamped((0.0052 - std::abs(y - rail)) / scene.pixel + 0.5);
    paint = joined(paint, {scaled(rgb(0xa98c68), 0.62 + 0.5 * wood - 18 * (y - rail)), alpha});
  }
  const auto post = static_cast<std::int32_t>(at + 0.5);
  const double dx = (at - post) * kSpacing - (lattice_value(post, 7, scene.seed) - 0.5) * 0.16 * (foot - y);
  const double top = foot - tall * (0.96 + 0.08 * lattice_value(post, 8, scene.seed));
  const double inside = std::min({0.0075 - std::abs(dx), y - top, foot + 0.006 - y});
  const double lit = 0.66 + 0.45 * wood + 16 * scene.light * dx;
  return joined(paint, {scaled(rgb(0x9c8060), lit), clamped(inside / scene.pixel + 0.5)});
}

Paint broad_tree(const Scene& scene, double x, double y) {
  const double u = x - scene.tree_x;
  const double v = y - scene.tree_y;
  return joined(trunk(scene, u, v), crown(scene, u, v));
}

}  // namespace solve_puzzle::landscape
