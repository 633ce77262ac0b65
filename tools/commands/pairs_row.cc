// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pairs_row.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace solve_puzzle {
namespace {

auto row_key(const PairsLine& line) {
  return std::tie(line.dataset, line.rotation, line.erode, line.partial, line.step, line.attention, line.self_attention,
                  line.multiply_adds);
}

/// Member: a double or an optional one.
template <class Member>
Spread spread_of(const std::vector<PairsLine>& lines, Member PairsLine::*member) {
  std::vector<double> values;
  for (const PairsLine& line : lines) {
    const std::optional<double> value = line.*member;
    if (value) values.push_back(*value);
  }
  if (values.empty()) return {};
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  if (values.size() == 1) return {mean, std::nullopt};
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return {mean, std::sqrt(sum / (count - 1))};
}

std::string name_of(const std::vector<PairsLine>& lines) {
  const PairsLine& first = lines.front();
  return lines.size() == 1 ? first.matcher : first.attention + (first.self_attention ? "-self" : "");
}

PairsRow row_of(const std::vector<PairsLine>& lines) {
  const PairsLine& first = lines.front();
  return {.dataset = first.dataset,
          .name = name_of(lines),
          .step = first.step,
          .rotation = first.rotation,
          .erode = first.erode,
          .partial = first.partial,
          .files = static_cast<int>(lines.size()),
          .puzzles = first.puzzles,
          .queries = first.queries,
          .is_learned = !first.attention.empty(),
          .strict = spread_of(lines, &PairsLine::strict),
          .fair = spread_of(lines, &PairsLine::fair),
          .roc_area = spread_of(lines, &PairsLine::roc_area),
          .calibration_error = spread_of(lines, &PairsLine::calibration_error),
          .stretch_iou = spread_of(lines, &PairsLine::stretch_iou),
          .microseconds = spread_of(lines, &PairsLine::microseconds),
          .multiply_adds = first.multiply_adds};
}

}  // namespace

std::vector<PairsRow> pairs_rows(const std::vector<PairsLine>& lines) {
  std::vector<std::vector<PairsLine>> groups;
  for (const PairsLine& line : lines) {
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return row_key(g.front()) == row_key(line); });
    if (group == groups.end()) {
      groups.push_back({line});
    } else {
      group->push_back(line);
    }
  }
  std::vector<PairsRow> rows;
  for (const std::vector<PairsLine>& group : groups) rows.push_back(row_of(group));
  return rows;
}

}  // namespace solve_puzzle
