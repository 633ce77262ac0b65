// SPDX-License-Identifier: Apache-2.0
#include "puzzles/sample.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "puzzles/error.h"
#include "puzzles/noise.h"
#include "puzzles/parallel.h"
#include "puzzles/random.h"
#include "puzzles/sample_scene.h"

namespace solve_puzzle {
namespace {

using namespace landscape;

constexpr std::array<Palette, 3> kPalettes = {{
    {rgb(0x3f7fc4), rgb(0xf3dcc0), rgb(0xfff0c8), rgb(0xfffaf0), rgb(0xa9b3c8), rgb(0xb9cbe0), rgb(0xb49a86),
     rgb(0x4f5877), rgb(0xa8bf55), rgb(0x3f6a2e)},
    {rgb(0x3d5c9c), rgb(0xf8c48f), rgb(0xffdf9c), rgb(0xffe6cb), rgb(0x98849f), rgb(0xc7b0b8), rgb(0xc98f70),
     rgb(0x4a4468), rgb(0xb5b04a), rgb(0x3e5a2b)},
    {rgb(0x2f78c8), rgb(0xd8ecf4), rgb(0xfffbe6), rgb(0xffffff), rgb(0xa6b8cc), rgb(0xb4d0e6), rgb(0xa8a39a),
     rgb(0x506079), rgb(0x93c04a), rgb(0x2f6b33)},
}};

Colour picture_colour(const Scene& scene, double x, double y) {
  const Paint tree = broad_tree(scene, x, y);
  if (tree.alpha >= 1) return tree.colour;
  Colour colour = land(scene, x, y);
  colour = over(house(scene, x, y), colour);
  colour = over(fence(scene, x, y), colour);
  return over(tree, colour);
}

/// A random line of hills: its base, how far it may rise above it, how many hills a picture's height holds.
struct Profile {
  double base, rise, scale;
  int octaves;
  std::uint32_t seed;
};

std::vector<double> heights(const Scene& scene, int columns, const Profile& profile) {
  std::vector<double> result;
  for (int i = 0; i < columns; ++i) {
    const double x = (i + 0.5) * scene.pixel * profile.scale + 3.7;
    result.push_back(profile.base - profile.rise * fractal_noise(x, 0.37, profile.octaves, scene.seed + profile.seed));
  }
  return result;
}

void raise_hills(Scene& scene, int columns) {
  scene.ridges[0] = heights(scene, columns, {0.60, 0.46, 2.1, 7, 1});
  scene.ridges[1] = heights(scene, columns, {0.61, 0.27, 2.9, 7, 2});
  scene.ridges[2] = heights(scene, columns, {0.61, 0.14, 3.6, 6, 3});
  scene.far_trees = heights(scene, columns, {kShore - 0.002, 0.022, 55, 3, 4});
  scene.forest = heights(scene, columns, {0.74, 0.05, 3, 4, 5});
  scene.fields = heights(scene, columns, {0.745, 0.05, 1.6, 3, 6});
  scene.meadow = heights(scene, columns, {0.865, 0.06, 1.9, 4, 7});
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
