// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace solve_puzzle {
namespace {

constexpr int kBarWidth = 40;
constexpr std::chrono::milliseconds kBarInterval{100};
constexpr std::chrono::seconds kLineInterval{5};

}  // namespace

Progress::Style progress_style(bool is_quiet) {
  if (is_quiet) return Progress::Style::kNone;
  return isatty(STDERR_FILENO) ? Progress::Style::kBar : Progress::Style::kLines;
}

void Progress::report(const std::string& stage, double share) {
  if (style_ == Style::kNone) return;
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  const bool is_new = stage != stage_;
  const auto interval = style_ == Style::kBar ? kBarInterval : std::chrono::milliseconds(kLineInterval);
  if (!is_new && now - shown_ < interval) return;
  stage_ = stage;
  shown_ = now;
  show(stage, std::clamp(share, 0.0, 1.0));
}

void Progress::show(const std::string& stage, double share) {
  if (style_ == Style::kBar) {
    const int filled = static_cast<int>(share * kBarWidth);
    fmt::print(stderr, "\r\x1b[K{:<12} [{}{}] {:3.0f} %", stage, std::string(filled, '='),
               std::string(kBarWidth - filled, ' '), share * 100);
    has_bar_ = true;
  } else {
    fmt::print(stderr, "{}{}\n", stage, share > 0 ? fmt::format(" {:.0f} %", share * 100) : "");
  }
  std::fflush(stderr);
}

void Progress::line(const std::string& text) {
  if (style_ == Style::kNone) return;
  const std::lock_guard lock(mutex_);
  clear_bar();
  fmt::print(stderr, "{}\n", text);
}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  clear_bar();
}

void Progress::clear_bar() {
  if (!has_bar_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  has_bar_ = false;
}

}  // namespace solve_puzzle
