// SPDX-License-Identifier: Apache-2.0
// Lines of a CSV file from structs that list their columns. Writing only; no file access.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

namespace solve_puzzle {

inline std::string csv_cell(const std::string& value) {
  if (value.find_first_of(",\"") == std::string::npos) return value;
  std::string quoted(1, '"');
  for (const char letter : value) quoted.append(letter == '"' ? 2 : 1, letter);
  quoted += '"';
  return quoted;
}
inline std::string csv_cell(bool value) { return value ? "1" : "0"; }
template <class Number>
std::string csv_cell(Number value) {
  return fmt::format("{}", value);  // the shortest form that reads back the same
}
template <class Value>
std::string csv_cell(const std::optional<Value>& value) {
  return value ? csv_cell(*value) : "";
}

/// Gives the names of the columns, without a line end.
template <class Line>
std::string csv_names() {
  std::vector<std::string> names;
  const Line line{};
  Line::visit(line, [&](const char* name, const auto&) { names.emplace_back(name); });
  return fmt::format("{}", fmt::join(names, ","));
}

/// Gives the line of one struct, without a line end.
template <class Line>
std::string csv_cells(const Line& line) {
  std::vector<std::string> cells;
  Line::visit(line, [&](const char*, const auto& value) { cells.push_back(csv_cell(value)); });
  return fmt::format("{}", fmt::join(cells, ","));
}

}  // namespace solve_puzzle
