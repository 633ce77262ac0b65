// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/stop_signal.h"

#include <signal.h>
#include <unistd.h>

#include <string_view>

namespace solve_puzzle {
namespace {

std::atomic<bool> is_stopped{false};
std::atomic<bool> is_searching{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only use lock-free atomics");

void say(std::string_view text) {
  // Nothing can be done in a signal handler when standard error is closed.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
}

void handle(int) {
  if (!is_searching) {
    say("\nsolve-puzzle: error: stopped before there was an answer; nothing was written\n");
    _exit(1);
  }
  is_stopped = true;
  say("\nstopping; once more ends the program at once\n");
}

void set_handler(void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART | SA_RESETHAND;  // reset: the second signal kills
  for (const int signal_number : {SIGINT, SIGTERM}) sigaction(signal_number, &action, nullptr);
}

}  // namespace

StopSignal::StopSignal() {
  is_stopped = false;
  is_searching = false;
  set_handler(handle);
}

StopSignal::~StopSignal() { set_handler(SIG_DFL); }

void StopSignal::begin_search() { is_searching = true; }

const std::atomic<bool>& StopSignal::flag() const { return is_stopped; }

}  // namespace solve_puzzle
