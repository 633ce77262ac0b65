// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <kainjow/mustache.hpp>
#include <map>
#include <set>

#include "io/base64.h"
#include "tools/commands/report_assets.h"
#include "tools/commands/svg_plot.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

namespace mustache = kainjow::mustache;

struct Spread {
  double mean = 0;
  double deviation = 0;
  double lowest = 0;
};

Spread spread_of(const std::vector<BenchLine>& lines, double BenchLine::*field) {
  Spread spread{.lowest = lines.front().*field};
  for (const BenchLine& line : lines) {
    spread.mean += line.*field / static_cast<double>(lines.size());
    spread.lowest = std::min(spread.lowest, line.*field);
  }
  double squares = 0;
  for (const BenchLine& line : lines) squares += (line.*field - spread.mean) * (line.*field - spread.mean);
  spread.deviation = lines.size() > 1 ? std::sqrt(squares / static_cast<double>(lines.size() - 1)) : 0;
  return spread;
}

std::string share_text(const std::vector<BenchLine>& lines, double BenchLine::*field) {
  const Spread spread = spread_of(lines, field);
  return fmt::format("{:.2f} ± {:.2f}", 100 * spread.mean, 100 * spread.deviation);
}

std::string seconds_text(const std::vector<BenchLine>& lines) {
  const Spread spread = spread_of(lines, &BenchLine::seconds);
  return fmt::format("{:.2f} ± {:.2f}", spread.mean, spread.deviation);
}

std::string damage_text(const BenchLine& line) {
  std::string text = fmt::format("{}, {}{}", line.kind, line.rotation, line.turned ? ", turned" : "");
  if (!line.piece_size.empty() && line.kind != "torn") text += fmt::format(", pieces {}", line.piece_size);
  if (line.erode > 0) text += fmt::format(", eroded {}", line.erode);
  if (line.missing > 0) text += fmt::format(", {:.0f} % missing", 100 * line.missing);
  if (line.noise > 0) text += fmt::format(", noise {}", line.noise);
  if (line.mix > 1) text += fmt::format(", {} in a bag", line.mix);
  return text;
}

mustache::data set_row(const std::vector<BenchLine>& lines) {
  const auto num_perfect =
      std::count_if(lines.begin(), lines.end(), [](const BenchLine& line) { return line.perfect_fair; });
  mustache::data row;
  row.set("dataset", lines.front().dataset);
  row.set("damage", damage_text(lines.front()));
  row.set("matcher", lines.front().matcher);
  row.set("settings", lines.front().settings.substr(0, 8));
  row.set("puzzles", std::to_string(lines.size()));
  row.set("direct", share_text(lines, &BenchLine::direct_fair));
  row.set("neighbour", share_text(lines, &BenchLine::neighbour_fair));
  row.set("lowest", fmt::format("{:.2f}", 100 * spread_of(lines, &BenchLine::neighbour_fair).lowest));
  row.set("perfect", std::to_string(num_perfect));
  row.set("precision", share_text(lines, &BenchLine::precision_fair));
  row.set("recall", share_text(lines, &BenchLine::recall));
  row.set("seconds", seconds_text(lines));
  return row;
}

mustache::data set_rows(const std::vector<BenchLine>& lines) {
  mustache::data rows{mustache::data::type::list};
  for (const std::vector<BenchLine>& set : lines_by_set(lines)) rows << set_row(set);
  return rows;
}

std::string name_of(const BenchLine& line) { return fmt::format("{} {} seed {}", line.dataset, line.image, line.seed); }

Plot plot_of(const std::vector<BenchLine>& lines, const std::string& title, const Axis& x, const Axis& y,
             double (*value)(const BenchLine&)) {
  Plot plot{.title = title, .x = x, .y = y, .points = {}, .line = {}};
  for (const BenchLine& line : lines) {
    plot.points.push_back({static_cast<double>(line.pieces), value(line),
                           fmt::format("{}: {} pieces, {:.4g}", name_of(line), line.pieces, value(line))});
  }
  return plot;
}

std::string accuracy_plot(const std::vector<BenchLine>& lines) {
  return svg_of(plot_of(lines, "Share of right adjacencies against the number of pieces",
                        {.title = "pieces", .is_logarithmic = true},
                        {.title = "right adjacencies, %", .min = 0, .max = 100},
                        [](const BenchLine& line) { return 100 * line.neighbour_fair; }));
}

std::string time_plot(const std::vector<BenchLine>& lines, const std::optional<Growth>& growth) {
  Plot plot = plot_of(lines, "Seconds against the number of pieces", {.title = "pieces", .is_logarithmic = true},
                      {.title = "seconds", .is_logarithmic = true}, [](const BenchLine& line) { return line.seconds; });
  if (growth) {
    std::set<int> sizes;
    for (const BenchLine& line : lines) sizes.insert(line.pieces);
    for (const int size : {*sizes.begin(), *sizes.rbegin()}) {
      plot.line.push_back({static_cast<double>(size), growth->factor * std::pow(size, growth->exponent), ""});
    }
  }
  return svg_of(plot);
}

double num_joins(const Calibration& calibration) {
  double count = 0;
  for (const Calibration::Bin& bin : calibration.bins()) count += bin.count;
  return count;
}

std::string calibration_plot(const std::string& matcher, const Calibration& calibration) {
  Plot plot{.title = "Share of right joins against the probability that was said: " + matcher,
            .x = {.title = "said to be right, %", .min = 0, .max = 100},
            .y = {.title = "are right, %", .min = 0, .max = 100},
            .points = {},
            .line = {{0, 0, ""}, {100, 100, ""}}};
  const double all = num_joins(calibration);
  for (const Calibration::Bin& bin : calibration.bins()) {
    if (bin.count == 0) continue;
    const double said = 100 * bin.sum / bin.count, is_right = 100 * bin.right / bin.count;
    plot.points.push_back({said, is_right,
                           fmt::format("{:.0f} joins: said {:.1f} %, right {:.1f} %", bin.count, said, is_right),
                           2 + 8 * std::sqrt(bin.count / all)});
  }
  return svg_of(plot);
}

// One curve for every matcher: those of different ones say nothing together.
mustache::data calibration_rows(const std::vector<BenchLine>& lines) {
  std::map<std::string, Calibration> by_matcher;
  for (const BenchLine& line : lines) by_matcher[line.matcher].add(line.calibration);
  mustache::data rows{mustache::data::type::list};
  for (const auto& [matcher, calibration] : by_matcher) {
    if (num_joins(calibration) == 0) continue;
    mustache::data row;
    row.set("plot", calibration_plot(matcher, calibration));
    row.set("matcher", matcher);
    row.set("joins", fmt::format("{:.0f}", num_joins(calibration)));
    row.set("error", fmt::format("{:.2f}", 100 * calibration.error()));
    rows << row;
  }
  return rows;
}

// Gives the number times `unit`, or a dash.
template <class Value>
std::string number_text(const std::optional<Value>& value, double unit, int digits) {
  return value ? fmt::format("{:.{}f}", unit * static_cast<double>(*value), digits) : "–";
}

mustache::data pair_rows(const std::vector<PairsLine>& pairs) {
  mustache::data rows{mustache::data::type::list};
  for (const PairsLine& line : pairs) {
    mustache::data row;
    row.set("matcher", line.matcher);
    row.set("attention", line.attention.empty() ? "–" : line.attention + (line.self_attention ? ", self" : ""));
    row.set("step", line.step);
    row.set("dataset", fmt::format("{}, {}{}", line.dataset, line.rotation, line.partial ? ", partial seams" : ""));
    row.set("erode", std::to_string(line.erode));
    row.set("queries", std::to_string(line.queries));
    row.set("strict", fmt::format("{:.2f}", 100 * line.strict));
    row.set("fair", fmt::format("{:.2f}", 100 * line.fair));
    row.set("roc", fmt::format("{:.4f}", line.roc_area));
    row.set("calibration", number_text(line.calibration_error, 100, 2));
    row.set("stretch", number_text(line.stretch_iou, 1, 3));
    row.set("multiply_adds", number_text(line.multiply_adds, 1e-6, 2));
    row.set("microseconds", number_text(line.microseconds, 1, 1));
    rows << row;
  }
  return rows;
}

// Networks only: the classical matcher looks at all pairs in one product, which has no price per pair.
bool is_priced(const PairsLine& line) { return line.step == "alone" && line.microseconds; }

std::string pairs_plot(const std::vector<PairsLine>& pairs) {
  Plot plot{.title = "Sides whose true neighbour comes first against the time per pair",
            .x = {.title = "microseconds per pair", .is_logarithmic = true},
            .y = {.title = "true neighbour first, alone, %"},
            .points = {},
            .line = {}};
  for (const PairsLine& line : pairs) {
    if (!is_priced(line)) continue;
    plot.points.push_back({*line.microseconds, 100 * line.fair,
                           fmt::format("{} on {}, {} px worn: {:.2f} %, {:.1f} µs", line.matcher, line.dataset,
                                       line.erode, 100 * line.fair, *line.microseconds)});
  }
  return svg_of(plot);
}

mustache::data puzzle_rows(std::vector<BenchLine> lines) {
  std::stable_sort(lines.begin(), lines.end(),
                   [](const BenchLine& a, const BenchLine& b) { return a.neighbour_fair < b.neighbour_fair; });
  mustache::data rows{mustache::data::type::list};
  for (const BenchLine& line : lines) {
    mustache::data row;
    row.set("name", name_of(line));
    row.set("damage", damage_text(line));
    row.set("pieces", std::to_string(line.pieces));
    row.set("direct", fmt::format("{:.2f}", 100 * line.direct_fair));
    row.set("neighbour", fmt::format("{:.2f}", 100 * line.neighbour_fair));
    row.set("precision", fmt::format("{:.2f}", 100 * line.precision_fair));
    row.set("seconds", fmt::format("{:.2f}", line.seconds));
    rows << row;
  }
  return rows;
}

mustache::data gallery_rows(const std::vector<GalleryPicture>& gallery) {
  mustache::data rows{mustache::data::type::list};
  for (const auto& [caption, bytes] : gallery) {
    mustache::data row;
    row.set("caption", caption);
    row.set("picture", base64(bytes));
    rows << row;
  }
  return rows;
}

}  // namespace

std::optional<Growth> growth_of(const std::vector<BenchLine>& lines) {
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (const BenchLine& line : lines) {
    if (line.pieces < 1 || line.seconds <= 0) continue;
    const double x = std::log(line.pieces), y = std::log(line.seconds);
    n += 1;
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_xy += x * y;
  }
  const double spread = n * sum_xx - sum_x * sum_x;
  if (spread < 1e-9) return std::nullopt;
  const double exponent = (n * sum_xy - sum_x * sum_y) / spread;
  return Growth{exponent, std::exp((sum_y - exponent * sum_x) / n)};
}

std::string bench_page(const std::vector<BenchLine>& lines, const std::vector<GalleryPicture>& gallery,
                       const std::vector<PairsLine>& pairs) {
  const std::optional<Growth> growth = growth_of(lines);
  mustache::data fields;
  fields.set("version", kProgramVersion);
  fields.set("num_puzzles", std::to_string(lines.size()));
  fields.set("sets", set_rows(lines));
  fields.set("accuracy", accuracy_plot(lines));
  fields.set("time", time_plot(lines, growth));
  fields.set("growth", growth ? fmt::format("Seconds grow as pieces to the power of {:.2f}.", growth->exponent)
                              : std::string("All puzzles have the same size: no growth can be said."));
  const mustache::data calibrations = calibration_rows(lines);
  fields.set("has_calibration", mustache::data(calibrations.is_non_empty_list()));
  fields.set("calibrations", calibrations);
  fields.set("has_pairs", mustache::data(!pairs.empty()));
  fields.set("pairs", pair_rows(pairs));
  fields.set("has_prices", mustache::data(std::any_of(pairs.begin(), pairs.end(), is_priced)));
  fields.set("pairs_plot", pairs_plot(pairs));
  fields.set("has_puzzles", mustache::data(!lines.empty()));
  fields.set("puzzles", puzzle_rows(lines));
  fields.set("has_gallery", mustache::data(!gallery.empty()));
  fields.set("gallery", gallery_rows(gallery));
  return mustache::mustache(std::string(report_assets::bench_page())).render(fields);
}

}  // namespace solve_puzzle
