// SPDX-License-Identifier: Apache-2.0
// Smooth random fields, colours and blending for drawn pictures. Only + - × ÷ and floor, so that every compiler gives
// the same numbers (with -ffp-contract=off).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace solve_puzzle::landscape {

/// Blue, green and red, 0 to 1.
struct Colour {
  double b = 0, g = 0, r = 0;
};

/// Gives the colour 0xRRGGBB.
constexpr Colour rgb(std::uint32_t code) {
  return {(code & 255) / 255.0, (code >> 8 & 255) / 255.0, (code >> 16 & 255) / 255.0};
}

inline double mixed(double a, double b, double t) { return a + (b - a) * t; }
inline Colour mixed(const Colour& a, const Colour& b, double t) {
  return {mixed(a.b, b.b, t), mixed(a.g, b.g, t), mixed(a.r, b.r, t)};
}
inline Colour scaled(const Colour& c, double s) { return {c.b * s, c.g * s, c.r * s}; }

inline double clamped(double t) { return std::min(1.0, std::max(0.0, t)); }

/// Rises smoothly from 0 at `low` to 1 at `high`.
inline double smooth_step(double low, double high, double t) {
  const double s = clamped((t - low) / (high - low));
  return s * s * (3 - 2 * s);
}

/// Gives the largest whole number that is not above x, |x| < 2^31. Faster than std::floor where that is a call.
inline std::int32_t whole_below(double x) {
  const auto whole = static_cast<std::int32_t>(x);
  return whole - (x < whole ? 1 : 0);
}

/// Gives how far x lies above the whole number below it.
inline double fraction(double x) { return x - whole_below(x); }

/// Gives a number in [0, 1) for a lattice point.
inline double lattice_value(std::int32_t x, std::int32_t y, std::uint32_t seed) {
  std::uint32_t h = static_cast<std::uint32_t>(x) * 0x9E3779B1U ^ static_cast<std::uint32_t>(y) * 0x85EBCA77U ^ seed;
  h = (h ^ (h >> 15)) * 0x2C1B3C6DU;
  h = (h ^ (h >> 12)) * 0x297A2D39U;
  return static_cast<double>(h ^ (h >> 15)) * 0x1p-32;
}

/// Gives value noise in [0, 1): random on the lattice of whole numbers, smooth between.
inline double value_noise(double x, double y, std::uint32_t seed) {
  const std::int32_t ix = whole_below(x);
  const std::int32_t iy = whole_below(y);
  const double u = x - ix;
  const double v = y - iy;
  const double su = u * u * (3 - 2 * u);
  const double sv = v * v * (3 - 2 * v);
  return mixed(mixed(lattice_value(ix, iy, seed), lattice_value(ix + 1, iy, seed), su),
               mixed(lattice_value(ix, iy + 1, seed), lattice_value(ix + 1, iy + 1, seed), su), sv);
}

/// Gives fractal noise in [0, 1): octaves of half the size and half the height, each turned so that no lattice shows.
inline double fractal_noise(double x, double y, int octaves, std::uint32_t seed) {
  double sum = 0;
  double height = 1;
  double total = 0;
  for (int i = 0; i < octaves; ++i) {
    sum += height * value_noise(x, y, seed + static_cast<std::uint32_t>(i) * 0x68E31DA4U);
    total += height;
    height *= 0.5;
    const double turned_x = 1.6 * x + 1.2 * y + 17.3;
    y = 1.6 * y - 1.2 * x + 5.9;
    x = turned_x;
  }
  return sum / total;
}

/// Gives fractal noise of sharp crests in [0, 1]: like worn rock.
inline double crested_noise(double x, double y, int octaves, std::uint32_t seed) {
  double sum = 0;
  double height = 1;
  double total = 0;
  for (int i = 0; i < octaves; ++i) {
    sum += height * (1 - std::abs(2 * value_noise(x, y, seed + static_cast<std::uint32_t>(i) * 0x68E31DA4U) - 1));
    total += height;
    height *= 0.58;
    const double turned_x = 1.6 * x + 1.2 * y + 7.1;
    y = 1.6 * y - 1.2 * x + 2.3;
    x = turned_x;
  }
  return sum / total;
}

}  // namespace solve_puzzle::landscape
