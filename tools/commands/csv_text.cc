// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/csv_text.h"

namespace solve_puzzle {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == separator) {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  return parts;
}

}  // namespace

std::string csv_cell(const Calibration& calibration) {
  std::vector<std::string> bins;
  for (std::size_t i = 0; i < Calibration::kNumBins; ++i) {
    const Calibration::Bin& bin = calibration.bins()[i];
    if (bin.count > 0) bins.push_back(fmt::format("{}:{}:{}:{}", i, bin.count, bin.right, bin.sum));
  }
  return fmt::format("{}", fmt::join(bins, " "));
}

void read_cell(const std::string& text, std::string& value) { value = text; }

void read_cell(const std::string& text, bool& value) {
  if (text != "0" && text != "1") throw Error(fmt::format("found '{}', expected 0 or 1", text));
  value = text == "1";
}

void read_cell(const std::string& text, Calibration& value) {
  if (text.empty()) return;
  for (const std::string& entry : split(text, ' ')) {
    const std::vector<std::string> parts = split(entry, ':');
    std::size_t number = Calibration::kNumBins;
    Calibration::Bin bin;
    if (parts.size() == 4) {
      read_cell(parts[0], number);
      read_cell(parts[1], bin.count);
      read_cell(parts[2], bin.right);
      read_cell(parts[3], bin.sum);
    }
    if (number >= Calibration::kNumBins) throw Error(fmt::format("found '{}', expected BIN:COUNT:RIGHT:SUM", entry));
    value.add(number, bin);
  }
}

std::vector<std::string> split_cells(const std::string& text) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      cells.back() += text[i++];
    } else if (text[i] == '"') {
      is_quoted = !is_quoted;
    } else if (text[i] == ',' && !is_quoted) {
      cells.emplace_back();
    } else {
      cells.back() += text[i];
    }
  }
  return cells;
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines = split(text, '\n');
  lines.pop_back();  // empty, or without an end
  return lines;
}

}  // namespace solve_puzzle
