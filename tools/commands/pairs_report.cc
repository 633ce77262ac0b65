// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pairs_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/read_file.h"
#include "io/write_picture.h"
#include "tools/cli/option_list.h"
#include "tools/commands/bench_settings.h"
#include "tools/commands/csv_text.h"
#include "tools/commands/pairs_chart.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json json_of(const Value& value) {
  return value;
}
template <class Value>
Json json_of(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <class Line>
Json lines_json(const std::vector<Line>& lines) {
  Json json = Json::array();
  for (const Line& line : lines) {
    Json& entry = json.emplace_back();
    Line::visit(line, [&](const char* name, const auto& value) { entry[name] = json_of(value); });
  }
  return json;
}

template <class Line>
std::string csv_text(const std::vector<Line>& lines) {
  std::string text = csv_names<Line>() + "\n";
  for (const Line& line : lines) text += csv_cells(line) + "\n";
  return text;
}

Json report_json(const std::vector<PairsLine>& lines, const std::vector<PairsRow>& rows, const BenchRequest& request) {
  return {{"format", "solve-puzzle.pairs"},
          {"version", 1},
          {"version_of_program", kProgramVersion},
          {"processor", processor_name()},
          {"options", {{"bench", options_json(request.bench)}, {"cut", options_json(request.cut)}}},
          {"lines", lines_json(lines)},
          {"table", lines_json(rows)}};
}

// Gives the measure times `unit`, or a dash.
std::string number(const Spread& value, double unit, int digits) {
  if (!value.mean) return "-";
  const std::string mean = fmt::format("{:.{}f}", unit * *value.mean, digits);
  return value.deviation ? fmt::format("{}±{:.{}f}", mean, unit * *value.deviation, digits) : mean;
}

}  // namespace

void write_pairs_report(const std::filesystem::path& folder, const std::vector<PairsLine>& lines,
                        const BenchRequest& request) {
  const std::vector<PairsRow> rows = pairs_rows(lines);
  write_file_atomically(folder / "pairs.csv", csv_text(lines));
  write_file_atomically(folder / "pairs-table.csv", csv_text(rows));
  write_file_atomically(folder / "pairs.json", report_json(lines, rows, request).dump(2) + "\n");
  write_picture(folder / "pairs.png", draw_pairs_chart(rows));
}

std::vector<PairsLine> read_pairs_lines(const std::filesystem::path& folder) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 28;
  const std::filesystem::path path = folder / "pairs.csv";
  if (!std::filesystem::exists(path)) return {};
  return lines_from_csv<PairsLine>(read_file(path, kMaxBytes), display_name(path));
}

std::string pairs_table(const std::vector<PairsRow>& rows) {
  std::string text = fmt::format(
      "{:<14} {:>4} {:<20} {:<11} {:>5} {:>8} {:>11} {:>11} {:>13} {:>13} {:>11} {:>9} {:>11}\n", "dataset", "worn",
      "matcher", "step", "files", "queries", "strict", "fair", "roc", "calibr", "stretch", "M mul-add", "us/pair");
  for (const PairsRow& row : rows) {
    text += fmt::format("{:<14} {:>4} {:<20} {:<11} {:>5} {:>8} {:>11} {:>11} {:>13} {:>13} {:>11} {:>9} {:>11}\n",
                        row.dataset, row.erode, row.name, row.step, row.files, row.queries, number(row.strict, 100, 2),
                        number(row.fair, 100, 2), number(row.roc_area, 1, 4), number(row.calibration_error, 1, 4),
                        number(row.stretch_iou, 1, 3),
                        row.multiply_adds ? fmt::format("{:.2f}", 1e-6 * static_cast<double>(*row.multiply_adds)) : "-",
                        number(row.microseconds, 1, 1));
  }
  return text;
}

}  // namespace solve_puzzle
