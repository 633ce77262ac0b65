// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/svg_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace solve_puzzle {
namespace {

constexpr double kWidth = 520, kHeight = 300, kLeft = 64, kRight = 14, kTop = 14, kBottom = 48;

/// An axis with its range, in the units that are drawn evenly.
class Scale {
 public:
  Scale(const Axis& axis, const std::vector<double>& values, double from, double to)
      : axis_(axis), from_(from), to_(to) {
    std::vector<double> shown;
    for (const double value : values) {
      if (takes(value)) shown.push_back(even(value));
    }
    low_ = shown.empty() ? 0 : *std::min_element(shown.begin(), shown.end());
    high_ = shown.empty() ? 1 : *std::max_element(shown.begin(), shown.end());
    if (axis.min < axis.max) {
      low_ = even(axis.min);
      high_ = even(axis.max);
    }
    if (high_ - low_ < 1e-9) {
      low_ -= 0.5;
      high_ += 0.5;
    }
  }

  bool takes(double value) const { return std::isfinite(value) && (!axis_.is_logarithmic || value > 0); }
  double place(double value) const { return from_ + (to_ - from_) * (even(value) - low_) / (high_ - low_); }

  std::vector<double> ticks() const {
    constexpr int kNumTicks = 5;
    std::vector<double> ticks;
    for (int i = 0; i < kNumTicks; ++i) {
      const double even_value = low_ + (high_ - low_) * i / (kNumTicks - 1);
      ticks.push_back(axis_.is_logarithmic ? std::pow(10, even_value) : even_value);
    }
    return ticks;
  }

 private:
  double even(double value) const { return axis_.is_logarithmic ? std::log10(value) : value; }

  const Axis& axis_;
  double from_;
  double to_;
  double low_ = 0;
  double high_ = 1;
};

std::vector<double> values_of(const Plot& plot, double PlotPoint::*field) {
  std::vector<double> values;
  for (const PlotPoint& point : plot.points) values.push_back(point.*field);
  for (const PlotPoint& point : plot.line) values.push_back(point.*field);
  return values;
}

std::string frame_of(const Plot& plot, const Scale& x, const Scale& y) {
  std::string text;
  for (const double tick : x.ticks()) {
    text += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:.3g}</text>", x.place(tick),
                        kHeight - kBottom + 18, tick);
  }
  for (const double tick : y.ticks()) {
    text += fmt::format(
        "<line x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\" class=\"grid\"/>"
        "<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{:.3g}</text>",
        kLeft, kWidth - kRight, y.place(tick), y.place(tick), kLeft - 6, y.place(tick) + 4, tick);
  }
  text += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>", (kLeft + kWidth) / 2, kHeight - 8,
                      escaped_markup(plot.x.title));
  text += fmt::format("<text transform=\"translate(14 {}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
                      (kTop + kHeight - kBottom) / 2, escaped_markup(plot.y.title));
  return text;
}

std::string line_of(const Plot& plot, const Scale& x, const Scale& y) {
  std::string places;
  for (const PlotPoint& point : plot.line) {
    if (x.takes(point.x) && y.takes(point.y)) {
      places += fmt::format("{:.1f},{:.1f} ", x.place(point.x), y.place(point.y));
    }
  }
  return places.empty() ? "" : fmt::format("<polyline class=\"line\" points=\"{}\"/>", places);
}

std::string points_of(const Plot& plot, const Scale& x, const Scale& y) {
  std::string text;
  for (const PlotPoint& point : plot.points) {
    if (!x.takes(point.x) || !y.takes(point.y)) continue;
    text += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\"><title>{}</title></circle>", x.place(point.x),
                        y.place(point.y), point.radius, escaped_markup(point.label));
  }
  return text;
}

}  // namespace

std::string svg_of(const Plot& plot) {
  const Scale x(plot.x, values_of(plot, &PlotPoint::x), kLeft, kWidth - kRight);
  const Scale y(plot.y, values_of(plot, &PlotPoint::y), kHeight - kBottom, kTop);
  return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">", kWidth, kHeight,
                     escaped_markup(plot.title)) +
         frame_of(plot, x, y) + line_of(plot, x, y) + points_of(plot, x, y) + "</svg>";
}

std::string escaped_markup(const std::string& text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += letter;
    }
  }
  return safe;
}

}  // namespace solve_puzzle
