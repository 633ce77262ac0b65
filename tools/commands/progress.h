// SPDX-License-Identifier: Apache-2.0
// Progress on standard error: a bar on a terminal, plain lines otherwise, nothing when quiet.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

namespace solve_puzzle {

/// May be used from any thread.
class Progress {
 public:
  enum class Style { kNone, kLines, kBar };

  explicit Progress(Style style) : style_(style) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows how much of a stage is done, from 0 to 1. Cheap: most calls show nothing.
  void report(const std::string& stage, double share);

  /// Shows a line of its own, above the bar.
  void line(const std::string& text);

  /// Takes the bar away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  void show(const std::string& stage, double share);
  void clear_bar();

  Style style_;
  std::mutex mutex_;
  std::string stage_;
  Clock::time_point shown_;
  bool has_bar_ = false;
};

/// Gives the style for this run: a bar needs a terminal.
Progress::Style progress_style(bool is_quiet);

}  // namespace solve_puzzle
