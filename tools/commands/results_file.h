// SPDX-License-Identifier: Apache-2.0
// results.csv of a bench: grows line by line, survives kill -9, is taken up again by the next run.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "tools/commands/bench_line.h"

namespace solve_puzzle {

/// Gives the first line of the file, without its end.
std::string csv_header();

/// Gives a line of the file, without its end. Numbers read back the same.
std::string csv_line(const BenchLine& line);

/// Reads a line with all columns. Throws: Error that says which column is wrong.
BenchLine parse_csv_line(const std::string& text);

/// Reads results.csv of a folder, also one that an older program wrote with fewer columns. Throws: Error that names the
/// file and the line.
std::vector<BenchLine> read_bench_lines(const std::filesystem::path& folder);

/// May be used from several threads, but by one process at a time.
class ResultsFile {
 public:
  /// Opens the file or makes it. A last line that a killed run left half written is dropped.
  /// Throws: Error when the file is not one of ours, is in use by another bench, or cannot be written.
  explicit ResultsFile(std::filesystem::path path);
  ~ResultsFile();
  ResultsFile(const ResultsFile&) = delete;
  ResultsFile& operator=(const ResultsFile&) = delete;

  /// Writes a line at once. Throws: Error when it cannot be written; the file then ends with the line before.
  void append(const BenchLine& line);

  /// Writes the whole file anew with its lines sorted: it no longer tells in which order the puzzles were done.
  /// Throws: Error; the file is then as it was.
  void sort();

  /// Gives the lines of this run and of those before.
  std::vector<BenchLine> lines() const;

 private:
  void read_lines();
  void write_or_throw(const std::string& text);

  std::filesystem::path path_;
  int file_ = -1;
  mutable std::mutex mutex_;
  std::vector<BenchLine> lines_;
};

}  // namespace solve_puzzle
