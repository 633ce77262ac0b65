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

Json line_json(const PairsLine& line) {
  Json json;
  PairsLine::visit(line, [&](const char* name, const auto& value) { json[name] = json_of(value); });
  return json;
}

std::string csv_text(const std::vector<PairsLine>& lines) {
  std::string text = csv_names<PairsLine>() + "\n";
  for (const PairsLine& line : lines) text += csv_cells(line) + "\n";
  return text;
}

Json report_json(const std::vector<PairsLine>& lines, const BenchRequest& request) {
  Json json = {{"format", "solve-puzzle.pairs"},
               {"version", 1},
               {"version_of_program", kProgramVersion},
               {"processor", processor_name()},
               {"options", {{"bench", options_json(request.bench)}, {"cut", options_json(request.cut)}}},
               {"lines", Json::array()}};
  for (const PairsLine& line : lines) json["lines"].push_back(line_json(line));
  return json;
}

// Gives the number times `unit`, or a dash.
template <class Value>
std::string number(const std::optional<Value>& value, double unit, int digits) {
  return value ? fmt::format("{:.{}f}", unit * static_cast<double>(*value), digits) : "-";
}

}  // namespace

void write_pairs_report(const std::filesystem::path& folder, const std::vector<PairsLine>& lines,
                        const BenchRequest& request) {
  write_file_atomically(folder / "pairs.csv", csv_text(lines));
  write_file_atomically(folder / "pairs.json", report_json(lines, request).dump(2) + "\n");
  write_picture(folder / "pairs.png", draw_pairs_chart(lines));
}

std::vector<PairsLine> read_pairs_lines(const std::filesystem::path& folder) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 28;
  const std::filesystem::path path = folder / "pairs.csv";
  if (!std::filesystem::exists(path)) return {};
  return lines_from_csv<PairsLine>(read_file(path, kMaxBytes), display_name(path));
}

std::string pairs_table(const std::vector<PairsLine>& lines) {
  std::string text =
      fmt::format("{:<14} {:<20} {:<11} {:>8} {:>7} {:>7} {:>7} {:>7} {:>7} {:>9} {:>8}\n", "dataset", "matcher",
                  "step", "queries", "strict", "fair", "roc", "calibr", "stretch", "M mul-add", "us/pair");
  for (const PairsLine& line : lines) {
    text += fmt::format("{:<14} {:<20} {:<11} {:>8} {:>7.2f} {:>7.2f} {:>7.4f} {:>7} {:>7} {:>9} {:>8}\n", line.dataset,
                        line.matcher, line.step, line.queries, 100 * line.strict, 100 * line.fair, line.roc_area,
                        number(line.calibration_error, 1, 4), number(line.stretch_iou, 1, 3),
                        number(line.multiply_adds, 1e-6, 2), number(line.microseconds, 1, 1));
  }
  return text;
}

}  // namespace solve_puzzle
