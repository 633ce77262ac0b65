// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and SIGTERM as a flag that a search looks at. The second signal ends the program at once.
#pragma once

#include <atomic>

namespace solve_puzzle {

/// Catches the signals while it lives; one at a time.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  /// Until this is called there is no answer that could be kept: a signal says so and ends the program with exit
  /// code 1.
  void begin_search();

  const std::atomic<bool>& flag() const;
  bool is_raised() const { return flag(); }
};

}  // namespace solve_puzzle
