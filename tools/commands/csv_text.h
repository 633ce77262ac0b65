// SPDX-License-Identifier: Apache-2.0
// Lines of a CSV file to and from structs that list their columns. No file access.
#pragma once

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "puzzles/calibration.h"
#include "puzzles/error.h"

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

/// "BIN:COUNT:RIGHT:SUM" of every bin that is not empty.
std::string csv_cell(const Calibration& calibration);

/// Each reads a whole cell. Throws: Error that says what was found and what was expected.
void read_cell(const std::string& text, std::string& value);
void read_cell(const std::string& text, bool& value);
void read_cell(const std::string& text, Calibration& value);
template <class Number>
void read_cell(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw Error(fmt::format("found '{}', expected a number", text));
  }
}
template <class Value>
void read_cell(const std::string& text, std::optional<Value>& value) {
  if (!text.empty()) read_cell(text, value.emplace());
}

/// Splits a line without its end at commas that are not quoted.
std::vector<std::string> split_cells(const std::string& text);

/// Splits a file into lines that have an end.
std::vector<std::string> split_lines(const std::string& text);

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

/// Fills a struct from the cells under the `names` of their columns. What has no column keeps its default: an older
/// program did not know it. Throws: Error that says which column is wrong.
template <class Line>
Line line_from_cells(const std::vector<std::string>& names, const std::vector<std::string>& cells) {
  if (cells.size() != names.size()) {
    throw Error(fmt::format("has {} columns, expected {}", cells.size(), names.size()));
  }
  Line line;
  Line::visit(line, [&](const char* name, auto& value) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] != name) continue;
      try {
        read_cell(cells[i], value);
      } catch (const Error& error) {
        throw Error(fmt::format("column {}: {}", name, error.what()));
      }
    }
  });
  return line;
}

/// Reads a whole file: a header with the first column of `Line` and others of it, then lines; an unfinished last one is
/// left out. `file` is what errors call it.
/// Throws: Error that names the file and the line.
template <class Line>
std::vector<Line> lines_from_csv(const std::string& text, const std::string& file) {
  const std::vector<std::string> rows = split_lines(text);
  const std::vector<std::string> known = split_cells(csv_names<Line>());
  const std::vector<std::string> names = rows.empty() ? std::vector<std::string>() : split_cells(rows.front());
  if (names.empty() || names.front() != known.front()) {
    throw Error(fmt::format("{}: line 1 is not the header of a bench; expected {},...", file, known.front()));
  }
  std::vector<Line> lines;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    try {
      lines.push_back(line_from_cells<Line>(names, split_cells(rows[i])));
    } catch (const Error& error) {
      throw Error(fmt::format("{}: line {}: {}", file, i + 1, error.what()));
    }
  }
  return lines;
}

}  // namespace solve_puzzle
