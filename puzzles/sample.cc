// SPDX-License-Identifier: Apache-2.0
#include "puzzles/sample.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "puzzles/error.h"
#include "puzzles/noise.h"
#include "puzzles/parallel.h"
#include "puzzles/random.h"

// Lengths are shares of the picture's height, x to the right and y down from the top-left corner.

namespace solve_puzzle {
namespace {

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

constexpr std::array<Palette, 3> kPalettes = {{
    {rgb(0x3f7fc4), rgb(0xf3dcc0), rgb(0xfff0c8), rgb(0xfffaf0), rgb(0xa9b3c8), rgb(0xb9cbe0), rgb(0xb49a86),
     rgb(0x4f5877), rgb(0xa8bf55), rgb(0x3f6a2e)},
    {rgb(0x3d5c9c), rgb(0xf8c48f), rgb(0xffdf9c), rgb(0xffe6cb), rgb(0x98849f), rgb(0xc7b0b8), rgb(0xc98f70),
     rgb(0x4a4468), rgb(0xb5b04a), rgb(0x3e5a2b)},
    {rgb(0x2f78c8), rgb(0xd8ecf4), rgb(0xfffbe6), rgb(0xffffff), rgb(0xa6b8cc), rgb(0xb4d0e6), rgb(0xa8a39a),
     rgb(0x506079), rgb(0x93c04a), rgb(0x2f6b33)},
}};

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

double profile(double x, double scale, int octaves, std::uint32_t seed) {
  return fractal_noise(x * scale + 3.7, 0.37, octaves, seed);
}

double at_column(const Scene& scene, const std::vector<double>& heights, double x) {
  const double column = std::min(std::max(x / scene.pixel - 0.5, 0.0), static_cast<double>(heights.size() - 1));
  const auto left = static_cast<std::size_t>(column);
  const std::size_t right = std::min(left + 1, heights.size() - 1);
  return mixed(heights[left], heights[right], column - static_cast<double>(left));
}

/// Gives how much of a pixel lies below a line, so that edges have no steps.
double below_line(const Scene& scene, double y, double line) { return clamped((y - line) / scene.pixel + 0.5); }

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

/// Sky, mountains and the woods on the far shore.
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

Colour over(const Paint& front, const Colour& back) { return mixed(back, front.colour, front.alpha); }

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

/// Gives how much of a pixel lies in a parallelogram with upright sides: x from x0 to x1, y from top to bottom where
/// both lines fall by `slope`.
double upright_box(const Scene& scene, double x, double y, const std::array<double, 4>& box, double slope) {
  const double shift = slope * (x - box[0]);
  const double across = std::min(x - box[0], box[1] - x);
  const double down = std::min(y - box[2] - shift, box[3] + shift - y);
  return clamped(std::min(across, down) / scene.pixel + 0.5);
}

Paint joined(const Paint& back, const Paint& front) {
  if (front.alpha <= 0) return back;
  const double alpha = front.alpha + back.alpha * (1 - front.alpha);
  return {mixed(back.colour, front.colour, front.alpha / alpha), alpha};
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

/// The gable wall, the long wall beside it, the roof and the chimney.
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

/// Posts and two rails that follow the meadow.
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

/// A broad tree: trunk, and a crown of leafy balls lit from one side.
Paint broad_tree(const Scene& scene, double x, double y) {
  const double u = x - scene.tree_x;
  const double v = y - scene.tree_y;
  if (u < -0.36 || u > 0.36 || v < -0.78 || v > 0.03) return {};
  const double bark = fractal_noise(u * 130, v * 24, 3, scene.seed + 141);
  const double flare = 0.020 + 0.016 / (1 + 900 * v * v) + 0.004 * bark;
  const double bend = u - 0.03 * v * v - 0.01 * v;
  const double trunk = std::min({flare - std::abs(bend), 0.004 - v + 0.01 * bark, v + 0.5});
  const double bark_light = 0.55 + 0.45 * bark + 9 * scene.light * bend;
  Paint paint = {scaled(rgb(0x6a4c36), bark_light), clamped(trunk / scene.pixel + 0.5)};
  const double edge = fractal_noise(x * 34, y * 34, 3, scene.seed + 142) - 0.5;
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
  lit = lit / weights + 0.22 * scene.light * u / 0.25 - 0.5 * (v + 0.50);
  if (best <= 0) return paint;
  const double leaves = fractal_noise(x * 50, y * 50, 4, scene.seed + 143);
  const double tone = clamped(0.54 * lit + 1.9 * (leaves - 0.5) + 0.17);
  const Colour shade = mixed(rgb(0x12260f), rgb(0x4f7a28), clamped(tone * 1.8));
  const Colour leaf = mixed(shade, rgb(0xb9c850), clamped(tone * 1.8 - 1));
  return joined(paint, {leaf, clamped(best / (scene.pixel * 12) + 0.1)});
}

/// Everything in front of the lake, nearest first.
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

Colour picture_colour(const Scene& scene, double x, double y) {
  const Paint tree = broad_tree(scene, x, y);
  if (tree.alpha >= 1) return tree.colour;
  Colour colour = land(scene, x, y);
  colour = over(house(scene, x, y), colour);
  colour = over(fence(scene, x, y), colour);
  return over(tree, colour);
}

std::vector<double> heights(const Scene& scene, int columns, double base, double rise, double scale, int octaves,
                            std::uint32_t seed) {
  std::vector<double> result;
  for (int i = 0; i < columns; ++i) {
    const double x = (i + 0.5) * scene.pixel;
    result.push_back(base - rise * profile(x, scale, octaves, scene.seed + seed));
  }
  return result;
}

void raise_hills(Scene& scene, int columns) {
  scene.ridges[0] = heights(scene, columns, 0.60, 0.46, 2.1, 7, 1);
  scene.ridges[1] = heights(scene, columns, 0.61, 0.27, 2.9, 7, 2);
  scene.ridges[2] = heights(scene, columns, 0.61, 0.14, 3.6, 6, 3);
  scene.far_trees = heights(scene, columns, kShore - 0.002, 0.022, 55, 3, 4);
  scene.forest = heights(scene, columns, 0.74, 0.05, 3, 4, 5);
  scene.fields = heights(scene, columns, 0.745, 0.05, 1.6, 3, 6);
  scene.meadow = heights(scene, columns, 0.865, 0.06, 1.9, 4, 7);
  for (int i = 0; i < columns; ++i) {
    const double t = (i + 0.5) / columns;
    const double side = scene.light > 0 ? t : 1 - t;  // the hills rise on the side of the tree
    scene.forest[i] -= 0.10 * smooth_step(0.55, 0.0, side) - 0.03 * smooth_step(0.4, 0.9, side);
    scene.fields[i] -= 0.05 * smooth_step(0.4, 1.0, side) - 0.03;
  }
}

Scene make_scene(cv::Size size, std::uint64_t seed) {
  Random random(seed, 7);
  Scene scene;
  scene.pixel = 1.0 / size.height;
  scene.width = size.width * scene.pixel;
  scene.seed = static_cast<std::uint32_t>(random.next() >> 32);
  scene.palette = kPalettes[seed % kPalettes.size()];
  scene.light = random.below(2) == 0 ? 1 : -1;
  const auto mirrored = [&](double share) { return (scene.light > 0 ? share : 1 - share) * scene.width; };
  scene.sun_x = mirrored(0.60 + 0.2 * random.uniform());
  scene.sun_y = 0.12 + 0.12 * random.uniform();
  raise_hills(scene, size.width);
  scene.house_x = mirrored(0.66) - (scene.light > 0 ? 0.0 : 0.06);
  scene.house_y = 0.835;
  scene.tree_x = mirrored(0.14);
  scene.tree_y = 0.93;
  while (scene.crown.size() < 30) {
    const double x = 2 * random.uniform() - 1;
    const double y = 2 * random.uniform() - 1;
    if (x * x + y * y < 1) scene.crown.push_back({0.19 * x, 0.15 * y - 0.46, 0.05 + 0.035 * random.uniform()});
  }
  return scene;
}

std::uint8_t sample_value(double value, double grain) {
  return static_cast<std::uint8_t>(clamped(value) * 252.0 + grain * 3.0);
}

}  // namespace

cv::Mat sample_picture(cv::Size size, std::uint64_t seed) {
  if (size.width < 1 || size.height < 1 || size.width > 65535 || size.height > 65535) {
    throw Error(
        fmt::format("sample picture of {}x{} pixels: expected 1 to 65535 on either side", size.width, size.height));
  }
  const Scene scene = make_scene(size, seed);
  cv::Mat picture(size, CV_8UC3);
  parallel_for(0, size.height, [&](std::ptrdiff_t row) {
    auto* pixel = picture.ptr<cv::Vec3b>(static_cast<int>(row));
    for (int column = 0; column < size.width; ++column) {
      const Colour c =
          picture_colour(scene, (column + 0.5) * scene.pixel, (static_cast<double>(row) + 0.5) * scene.pixel);
      // Grain as of a camera: no two stretches of sky are quite equal.
      const double grain = lattice_value(column, static_cast<std::int32_t>(row), scene.seed + 1);
      pixel[column] = {sample_value(c.b, grain), sample_value(c.g, grain), sample_value(c.r, grain)};
    }
  });
  return picture;
}

}  // namespace solve_puzzle
