// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/results_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/read_file.h"
#include "puzzles/error.h"
#include "tools/commands/csv_text.h"

namespace solve_puzzle {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 30;

[[noreturn]] void throw_system_error(const std::filesystem::path& path, const std::string& what) {
  throw Error(fmt::format("{}: {}: {}", display_name(path), what, std::strerror(errno)));
}

int opened_and_locked(const std::filesystem::path& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file < 0) throw_system_error(path, "cannot be opened for writing");
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  const int error = errno;
  close(file);
  errno = error;
  throw_system_error(path, "is another bench writing it?");
}

}  // namespace

std::string csv_header() { return csv_names<BenchLine>(); }

std::string csv_line(const BenchLine& line) { return csv_cells(line); }

BenchLine parse_csv_line(const std::string& text) {
  return line_from_cells<BenchLine>(split_cells(csv_header()), split_cells(text));
}

std::vector<BenchLine> read_bench_lines(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "results.csv";
  return lines_from_csv<BenchLine>(read_file(path, kMaxBytes), display_name(path));
}

ResultsFile::ResultsFile(std::filesystem::path path) : path_(std::move(path)), file_(opened_and_locked(path_)) {
  try {
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
  lines_ = lines_from_csv<BenchLine>(text.substr(0, whole), display_name(path_));
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

void ResultsFile::sort() {
  const std::lock_guard lock(mutex_);
  sort_lines(lines_);
  std::string text = csv_header() + "\n";
  for (const BenchLine& line : lines_) text += csv_line(line) + "\n";
  write_file_atomically(path_, text);
  const int file = opened_and_locked(path_);  // the new one; that of the old one is locked until then
  close(file_);
  file_ = file;
}

std::vector<BenchLine> ResultsFile::lines() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

}  // namespace solve_puzzle
