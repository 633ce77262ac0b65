// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/read_file.h"
#include "puzzles/parallel.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::ordered_json;

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

template <class Field>
std::vector<double> column(const std::vector<BenchLine>& lines, Field field) {
  std::vector<double> values;
  for (const BenchLine& line : lines) values.push_back(static_cast<double>(line.*field));
  return values;
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

template <class Field>
double mean(const std::vector<BenchLine>& lines, Field field) {
  return sum(column(lines, field)) / static_cast<double>(lines.size());
}

// The share of right ones among all accepted joins of the set, where a mean of shares would hide a bad large puzzle.
double pooled_precision(const std::vector<BenchLine>& lines, double BenchLine::*precision) {
  double right = 0, accepted = 0;
  for (const BenchLine& line : lines) {
    right += line.*precision * line.accepted;
    accepted += line.accepted;
  }
  return accepted > 0 ? right / accepted : 1.0;
}

void add_means(const std::vector<BenchLine>& lines, Json& set) {
  set["direct"] = mean(lines, &BenchLine::direct);
  set["neighbour"] = mean(lines, &BenchLine::neighbour);
  set["largest_component"] = mean(lines, &BenchLine::largest_component);
  set["perfect"] = static_cast<int>(sum(column(lines, &BenchLine::perfect)));
  set["placed"] = mean(lines, &BenchLine::placed);
  set["wrong_placed"] = mean(lines, &BenchLine::wrong_placed);
  set["direct_fair"] = mean(lines, &BenchLine::direct_fair);
  set["neighbour_fair"] = mean(lines, &BenchLine::neighbour_fair);
  set["largest_component_fair"] = mean(lines, &BenchLine::largest_component_fair);
  set["perfect_fair"] = static_cast<int>(sum(column(lines, &BenchLine::perfect_fair)));
  set["precision"] = mean(lines, &BenchLine::precision);
  set["recall"] = mean(lines, &BenchLine::recall);
  set["precision_fair"] = mean(lines, &BenchLine::precision_fair);
  set["pooled_precision"] = pooled_precision(lines, &BenchLine::precision);
  set["pooled_precision_fair"] = pooled_precision(lines, &BenchLine::precision_fair);
  set["accepted"] = mean(lines, &BenchLine::accepted);
  set["groups"] = mean(lines, &BenchLine::groups);
  set["groups_equal_pictures"] = static_cast<int>(
      std::count_if(lines.begin(), lines.end(), [](const BenchLine& line) { return line.groups == line.pictures; }));
  if (lines.front().kind == "torn") {
    set["right"] = mean(lines, &BenchLine::right);
    set["rms_pixels"] = mean(lines, &BenchLine::rms_pixels);
    const std::vector<double> worst = column(lines, &BenchLine::max_pixels);
    set["max_pixels"] = *std::max_element(worst.begin(), worst.end());
  }
  set["worst_picture_neighbour_fair"] = mean(lines, &BenchLine::worst_picture_neighbour_fair);
}

void add_seconds(const std::vector<BenchLine>& lines, Json& set) {
  set["median_seconds"] = {{"total", median(column(lines, &BenchLine::seconds))},
                           {"propose", median(column(lines, &BenchLine::propose_seconds))},
                           {"score", median(column(lines, &BenchLine::score_seconds))},
                           {"assemble", median(column(lines, &BenchLine::assemble_seconds))},
                           {"refine", median(column(lines, &BenchLine::refine_seconds))}};
  const std::vector<double> peaks = column(lines, &BenchLine::peak_mb);
  set["peak_mb"] = *std::max_element(peaks.begin(), peaks.end());
}

// What a set says of how it was made: known for today's settings, taken over for those of earlier runs.
void add_origin(const std::vector<BenchSettings>& today, const Json& before, Json& set) {
  for (const BenchSettings& settings : today) {
    if (set["settings"] != settings.hash) continue;
    set["options"] = settings.options;
    set["build"] = settings.build;
    set["version_of_program"] = kProgramVersion;
    set["processor"] = processor_name();
    set["threads"] = num_threads();
    return;
  }
  for (const Json& old : before) {
    if (!old.is_object() || old.value("settings", Json()) != set["settings"]) continue;
    for (const char* key : {"options", "build", "version_of_program", "processor", "threads"}) {
      if (old.contains(key)) set[key] = old[key];
    }
  }
}

Json set_summary(const std::vector<BenchLine>& lines) {
  const BenchLine& first = lines.front();
  Json set = {{"dataset", first.dataset},   {"kind", first.kind},
              {"rotation", first.rotation}, {"erode", first.erode},
              {"missing", first.missing},   {"noise", first.noise},
              {"mix", first.mix},           {"piece_size", first.piece_size},
              {"turned", first.turned},     {"matcher", first.matcher}};
  set["puzzles"] = lines.size();
  set["pieces"] = static_cast<int>(sum(column(lines, &BenchLine::pieces)));
  add_means(lines, set);
  add_seconds(lines, set);
  set["settings"] = first.settings;
  return set;
}

}  // namespace

Json bench_summary(const std::vector<BenchLine>& lines, const std::vector<BenchSettings>& settings,
                   const Json& before) {
  Json summary = {{"format", "solve-puzzle.bench"}, {"version", 1}, {"sets", Json::array()}};
  for (const std::vector<BenchLine>& of_set : lines_by_set(lines)) {
    Json set = set_summary(of_set);
    add_origin(settings, before, set);
    summary["sets"].push_back(std::move(set));
  }
  return summary;
}

Json summary_sets(const std::filesystem::path& folder) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 28;
  if (!std::filesystem::exists(folder / "summary.json")) return Json::array();
  const Json summary = Json::parse(read_file(folder / "summary.json", kMaxBytes), nullptr, /*allow_exceptions=*/false);
  const bool has_sets = summary.is_object() && summary.contains("sets") && summary["sets"].is_array();
  return has_sets ? summary["sets"] : Json::array();
}

std::string summary_table(const Json& summary, const std::set<std::string>& settings) {
  std::string text =
      fmt::format("{:<20} {:<16} {:<8} {:>7} {:>7} | {:>7} {:>7} {:>7} | {:>7} {:>7} {:>7} | {:>9} {:>7}\n", "set",
                  "matcher", "rotation", "puzzles", "pieces", "direct", "neighb", "perfect", "direct", "neighb",
                  "perfect", "precision", "seconds");
  text += fmt::format("{:63}| {:<24}| {:<24}| {:>9} {:>7}\n", "", "strict", "fair", "fair", "median");
  for (const Json& set : summary["sets"]) {
    if (!settings.contains(set["settings"].get<std::string>())) continue;
    text += fmt::format(
        "{:<20} {:<16} {:<8} {:>7} {:>7} | {:>7.2f} {:>7.2f} {:>7} | {:>7.2f} {:>7.2f} {:>7} | {:>9.2f} {:>7.2f}\n",
        set["dataset"].get<std::string>(), set["matcher"].get<std::string>(), set["rotation"].get<std::string>(),
        set["puzzles"].get<int>(), set["pieces"].get<int>(), 100 * set["direct"].get<double>(),
        100 * set["neighbour"].get<double>(), set["perfect"].get<int>(), 100 * set["direct_fair"].get<double>(),
        100 * set["neighbour_fair"].get<double>(), set["perfect_fair"].get<int>(),
        100 * set["pooled_precision_fair"].get<double>(), set["median_seconds"]["total"].get<double>());
  }
  return text;
}

}  // namespace solve_puzzle
