// SPDX-License-Identifier: Apache-2.0
#include "io/run_log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <iterator>

#include "io/atomic_file.h"
#include "io/file_names.h"

namespace solve_puzzle {

RunLog::RunLog()
    : begin_(std::chrono::steady_clock::now()),
      lines_(fmt::format("begun {:%Y-%m-%dT%H:%M:%SZ}\n", fmt::gmtime(std::time(nullptr)))) {}

void RunLog::add(std::string_view message) {
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin_;
  const std::lock_guard lock(mutex_);
  fmt::format_to(std::back_inserter(lines_), "{:10.3f} s  {}\n", seconds.count(), printable(message));
}

std::string RunLog::text() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

void RunLog::write(const std::filesystem::path& path) const { write_file_atomically(path, text()); }

}  // namespace solve_puzzle
