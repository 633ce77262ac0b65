// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/results_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "io/file_names.h"
#include "io/read_file.h"
#include "puzzles/error.h"
#include "tools/commands/csv_text.h"

namespace solve_puzzle {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

void read_cell(const std::string& text, std::string& value) { value = text; }
void read_cell(const std::string& text, bool& value) {
  if (text != "0" && text != "1") throw Error(fmt::format("found '{}', expected 0 or 1", text));
  value = text == "1";
}
template <class Number>
void read_cell(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw Error(fmt::format("found '{}', expected a number", text));
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

[[noreturn]] void throw_system_error(const std::filesystem::path& path, const std::string& what) {
  throw Error(fmt::format("{}: {}: {}", display_name(path), what, std::strerror(errno)));
}

}  // namespace

std::string csv_header() { return csv_names<BenchLine>(); }

std::string csv_line(const BenchLine& line) { return csv_cells(line); }

BenchLine parse_csv_line(const std::string& text) {
  const std::vector<std::string> cells = split_cells(text);
  BenchLine line;
  std::size_t column = 0;
  BenchLine::visit(line, [&](const char* name, auto& value) {
    if (column >= cells.size()) throw Error(fmt::format("has {} columns, {} is missing", cells.size(), name));
    try {
      read_cell(cells[column++], value);
    } catch (const Error& error) {
      throw Error(fmt::format("column {}: {}", name, error.what()));
    }
  });
  if (column != cells.size()) throw Error(fmt::format("has {} columns, expected {}", cells.size(), column));
  return line;
}

ResultsFile::ResultsFile(std::filesystem::path path) : path_(std::move(path)) {
  file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file_ < 0) throw_system_error(path_, "cannot be opened for writing");
  try {
    if (flock(file_, LOCK_EX | LOCK_NB) != 0) throw_system_error(path_, "is another bench writing it?");
    read_lines();
  } catch (...) {
    close(file_);
    throw;
  }
}

ResultsFile::~ResultsFile() { close(file_); }

void ResultsFile::read_lines() {
  const std::string text = read_file(path_, kMaxBytes);
  const std::size_t whole = text.rfind('\n') + 1;  // 0 when there is no line end
  if (whole != text.size() && ftruncate(file_, static_cast<off_t>(whole)) != 0) {
    throw_system_error(path_, "cannot drop its unfinished last line");
  }
  if (whole == 0) return write_or_throw(csv_header() + "\n");
  const std::string header = text.substr(0, text.find('\n'));
  if (header != csv_header()) {
    throw Error(fmt::format("{}: line 1: found other columns than this program writes; expected a new OUT folder",
                            display_name(path_)));
  }
  std::size_t number = 1;
  for (std::size_t begin = header.size() + 1; begin < whole;) {
    const std::size_t end = text.find('\n', begin);
    ++number;
    try {
      lines_.push_back(parse_csv_line(text.substr(begin, end - begin)));
    } catch (const Error& error) {
      throw Error(fmt::format("{}: line {}: {}", display_name(path_), number, error.what()));
    }
    begin = end + 1;
  }
}

void ResultsFile::write_or_throw(const std::string& text) {
  const off_t size = lseek(file_, 0, SEEK_END);
  const ssize_t written = write(file_, text.data(), text.size());
  if (written == static_cast<ssize_t>(text.size())) return;
  const int error = written < 0 ? errno : ENOSPC;
  if (size >= 0 && ftruncate(file_, size) != 0) errno = error;  // the next run drops the unfinished line
  errno = error;
  throw_system_error(path_, "cannot be written");
}

void ResultsFile::append(const BenchLine& line) {
  const std::lock_guard lock(mutex_);
  write_or_throw(csv_line(line) + "\n");
  lines_.push_back(line);
}

std::vector<BenchLine> ResultsFile::lines() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

}  // namespace solve_puzzle
