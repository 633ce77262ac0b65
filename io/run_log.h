// SPDX-License-Identifier: Apache-2.0
// What a run did and when: lines kept in memory until they are written as one file. Prints nothing.
#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

namespace solve_puzzle {

/// May be used from several threads.
class RunLog {
 public:
  RunLog();

  /// Adds a line: seconds since the log began, then the message with its line breaks escaped.
  void add(std::string_view message);

  /// Gives all lines; the first one says when the log began (UTC).
  std::string text() const;

  /// Replaces the file at once. Throws: Error that names it.
  void write(const std::filesystem::path& path) const;

 private:
  std::chrono::steady_clock::time_point begin_;
  mutable std::mutex mutex_;
  std::string lines_;
};

}  // namespace solve_puzzle
