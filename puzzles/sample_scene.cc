// SPDX-License-Identifier: Apache-2.0
#include "puzzles/sample_scene.h"

#include <algorithm>

namespace solve_puzzle::landscape {

double at_column(const Scene& scene, const std::vector<double>& heights, double x) {
  const double column = std::min(std::max(x / scene.pixel - 0.5, 0.0), static_cast<double>(heights.size() - 1));
  const auto left = static_cast<std::size_t>(column);
  const std::size_t right = std::min(left + 1, heights.size() - 1);
  return mixed(heights[left], heights[right], column - static_cast<double>(left));
}

double below_line(const Scene& scene, double y, double line) { return clamped((y - line) / scene.pixel + 0.5); }

Colour over(const Paint& front, const Colour& back) { return mixed(back, front.colour, front.alpha); }

Paint joined(const Paint& back, const Paint& front) {
  if (front.alpha <= 0) return back;
  const double alpha = front.alpha + back.alpha * (1 - front.alpha);
  return {mixed(back.colour, front.colour, front.alpha / alpha), alpha};
}

}  // namespace solve_puzzle::landscape
