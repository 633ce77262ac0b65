// SPDX-License-Identifier: Apache-2.0
// Points over axes as an SVG picture that stands inside of a page. No data of its own, no files.
#pragma once

#include <string>
#include <vector>

namespace solve_puzzle {

struct PlotPoint {
  double x = 0;
  double y = 0;
  std::string label;    ///< shown when pointed at; any text
  double radius = 3.5;  ///< of the dot
};

struct Axis {
  std::string title;
  bool is_logarithmic = false;
  double min = 0;  ///< of the data, if min < max; else found
  double max = 0;
};

struct Plot {
  std::string title;  ///< read aloud instead of the picture
  Axis x;
  Axis y;
  std::vector<PlotPoint> points;
  std::vector<PlotPoint> line;  ///< drawn through, labels unused
};

/// Gives an <svg> element; all texts are escaped. Points that are not finite, or not positive on a logarithmic axis,
/// are left out.
std::string svg_of(const Plot& plot);

/// Gives the text with &, <, >, " and ' written as entities.
std::string escaped_markup(const std::string& text);

}  // namespace solve_puzzle
